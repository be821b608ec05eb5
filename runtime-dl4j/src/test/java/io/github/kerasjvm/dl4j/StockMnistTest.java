package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.engine.Availability;
import io.github.kerasjvm.engine.BatchRule;
import io.github.kerasjvm.engine.BatchedPlan;
import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.EngineException;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.fixtures.MnistConformance;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** The exported archives of the reference models on MNIST, in another JVM with DL4J alone on its class path. */
class StockMnistTest extends MnistConformance {

    @TempDir
    Path folder;

    @Override
    protected Engine engine() {
        return new Elsewhere(folder);
    }

    /** Runs what is exported in a process of its own. */
    private record Elsewhere(Path folder) implements Engine {

        @Override
        public String name() {
            return "dl4j-elsewhere";
        }

        @Override
        public int priority() {
            return -1;
        }

        @Override
        public boolean runsWholeModelsOnly() {
            return true;
        }

        @Override
        public Availability availability() {
            return new Availability(true, "", List.of("cpu"), "");
        }

        @Override
        public Plan compile(Program program, EngineOptions options) {
            KerasModel model = program.model().orElseThrow();
            Path archive = folder.resolve("model.zip");
            Shape output = program.graph().outputs().get(0).value().shape();
            try {
                Dl4jExporter.of(model).replacing().write(archive);
                boolean isChain = Dl4jExporter.of(model).blueprint().isChain();
                return new BatchedPlan(
                        program,
                        new Remote(StockProcess.start(isChain, archive), output),
                        BatchRule.parts(128),
                        new EngineOptions(1));
            } catch (Exception e) {
                throw new EngineException("the other JVM does not start", e);
            }
        }
    }

    /** The process as a plan. */
    private record Remote(StockProcess process, Shape output) implements Plan {

        @Override
        public List<Tensor> run(List<Tensor> inputs) {
            Tensor input = inputs.get(0);
            try {
                return List.of(process.run(input, output.with(0, input.shape().size(0))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
