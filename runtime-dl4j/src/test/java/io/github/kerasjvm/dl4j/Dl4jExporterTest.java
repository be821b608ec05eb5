package io.github.kerasjvm.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kerasjvm.engine.Availability;
import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

class Dl4jExporterTest {

    @TempDir
    Path folder;

    private static KerasModel load(String file) {
        return Import.of(Suite.fixtures().resolve(file)).load();
    }

    private static KerasModel small() {
        return load("reference/b_k3_cl.h5");
    }

    @Test
    void writesTheSameBytesForTheSameModel() {
        KerasModel model = small();
        assertThat(Dl4jExporter.of(model).bytes())
                .isEqualTo(Dl4jExporter.of(model).bytes());
    }

    @Test
    void keepsAnExistingFileUnlessAsked() throws IOException {
        Path target = Files.writeString(folder.resolve("model.zip"), "precious");
        Dl4jExporter export = Dl4jExporter.of(small());
        assertThatThrownBy(() -> export.write(target)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(target).hasContent("precious");
        export.replacing().write(target);
        assertThat(Files.size(target)).isGreaterThan(10_000);
        assertThat(files()).containsExactly("model.zip");
    }

    @Test
    void leavesNothingBehindWhenTheNumbersDiffer() throws IOException {
        Dl4jExporter export = Dl4jExporter.of(small()).provedBy(new Contradicting());
        assertThatThrownBy(() -> export.write(folder.resolve("model.zip")))
                .isInstanceOf(Dl4jMismatchException.class)
                .hasMessageContaining("other numbers than engine contradicting")
                .hasMessageContaining("output ");
        assertThat(files()).isEmpty();
    }

    @Test
    void namesEveryLayerThatPlainDl4jCannotExpress() {
        KerasModel model = load("layer/activation/tfk_cl.h5");
        assertThatThrownBy(() -> Dl4jExporter.of(model).write(folder.resolve("model.zip")))
                .isInstanceOf(ImportException.Unsupported.class)
                .hasMessageContaining("GELU gives other numbers")
                .hasMessageContaining("exponential: DL4J has no such function")
                .hasMessageContaining("[KJ-EXPORT-1]");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void saysThatSharedLayersCannotShareWeights() {
        assertThat(Dl4jExporter.of(load("layer/graph/k3_cl.keras")).check()).anySatisfy(problem -> assertThat(
                        problem.toString())
                .startsWith("shared (Dense): is called more than once; two layers of DL4J cannot share weights"));
    }

    @Test
    void givesTheLastLayerTheLossOfTheFile() {
        KerasModel model = small();
        KerasModel notCompiled = new KerasModel(
                model.file(), model.origin(), model.graph(), model.config(), Optional.empty(), model.weights());
        assertThat(lastLayer(notCompiled)).isInstanceOf(DenseLayer.class);
        assertThat(lastLayer(model)).isInstanceOfSatisfying(OutputLayer.class, layer -> assertThat(layer.getLossFn())
                .isInstanceOf(LossMCXENT.class));
    }

    private static org.deeplearning4j.nn.conf.layers.Layer lastLayer(KerasModel model) {
        List<Node> nodes = Dl4jExporter.of(model).blueprint().nodes();
        return ((Node.OfLayer) nodes.get(nodes.size() - 1)).layer();
    }

    @Test
    void tellsForEveryLayerHowFarItGoes() {
        assertThat(Dl4jSupport.layers()).anySatisfy(line -> {
            assertThat(line.name()).isEqualTo("LayerNormalization");
            assertThat(line.level()).isEqualTo(Dl4jSupport.Level.REFUSED);
            assertThat(line.note()).isNotEmpty();
        });
        assertThat(Dl4jSupport.activations())
                .contains(new Dl4jSupport("relu", Dl4jSupport.Level.EXACT, ""))
                .anySatisfy(line -> assertThat(line.note()).contains("GELU"));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** An engine that gives zeros. */
    private static final class Contradicting implements Engine {
        @Override
        public String name() {
            return "contradicting";
        }

        @Override
        public int priority() {
            return -1;
        }

        @Override
        public Availability availability() {
            return new Availability(true, "1", List.of("cpu"), "");
        }

        @Override
        public Plan compile(Program program, EngineOptions options) {
            List<Shape> shapes = program.graph().outputs().stream()
                    .map(output -> output.value().shape())
                    .toList();
            return new Plan() {
                @Override
                public List<Tensor> run(List<Tensor> inputs) {
                    int rows = inputs.get(0).shape().size(0);
                    return shapes.stream()
                            .map(shape -> Tensor.filled(shape.with(0, rows), 0))
                            .toList();
                }

                @Override
                public void close() {}
            };
        }
    }
}
