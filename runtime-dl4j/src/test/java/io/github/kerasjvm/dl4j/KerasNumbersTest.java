package io.github.kerasjvm.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.problem.Problem;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** What is exported gives Keras's numbers in stock DL4J, or it is refused; there is nothing between. */
class KerasNumbersTest {

    @TestFactory
    Stream<DynamicTest> layersGiveKerasNumbersOrAreRefused() {
        return tests(new Suite(Suite.fixtures().resolve("layer")), true);
    }

    @TestFactory
    Stream<DynamicTest> referenceModelsGiveKerasNumbers() {
        return tests(new Suite(Suite.fixtures().resolve("reference")), false);
    }

    @Tag("slow")
    @TestFactory
    Stream<DynamicTest> sharedModelsGiveKerasNumbersOrAreRefused() {
        return Stream.of("ref/arch", "ref/keras1", "wild")
                .flatMap(name -> tests(new Suite(Suite.shared().resolve(name)), true));
    }

    private static Stream<DynamicTest> tests(Suite suite, boolean mayBeRefused) {
        return suite.rows().stream().map(row -> DynamicTest.dynamicTest(row.file(), () -> check(row, mayBeRefused)));
    }

    private static void check(Suite.Row row, boolean mayBeRefused) {
        Optional<KerasModel> imported = load(row);
        if (imported.isEmpty()) {
            return;
        }
        KerasModel model = imported.get();
        Golden golden = Golden.read(row.folder().resolve(row.golden()));
        List<String> refused = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < golden.outputs().size(); i++) {
            KerasModel part = Suite.withOutput(model, i);
            List<Shape> shapes = golden.inputs().stream().map(Tensor::shape).toList();
            List<Problem> problems = Dl4jExporter.of(part).inputShapes(shapes).check();
            if (!problems.isEmpty()) {
                refused.add(problems.toString());
                continue;
            }
            String difference = difference(part, golden, List.of(i), row.tolerance());
            if (!difference.isEmpty()) {
                wrong.add(model.graph().outputs().get(i).layer() + " " + difference);
            }
        }
        List<Shape> inputs = golden.inputs().stream().map(Tensor::shape).toList();
        boolean isWhole = Dl4jExporter.of(model).inputShapes(inputs).check().isEmpty();
        if (isWhole) { // all outputs of one network, which other nodes may take, too
            List<Integer> all =
                    IntStream.range(0, golden.outputs().size()).boxed().toList();
            String difference = difference(model, golden, all, row.tolerance());
            if (!difference.isEmpty()) {
                wrong.add("with all outputs " + difference);
            }
        }
        assertThat(wrong).isEmpty();
        if (!mayBeRefused) {
            assertThat(refused).isEmpty();
        }
    }

    private static Optional<KerasModel> load(Suite.Row row) {
        Import file = Import.of(row.model());
        try {
            Path weights = row.folder().resolve(row.weights());
            return Optional.of((row.weights().isEmpty() ? file : file.weights(weights)).load());
        } catch (ImportException e) {
            return Optional.empty(); // the importer's tests say whether that is right
        }
    }

    private static String difference(KerasModel part, Golden golden, List<Integer> outputs, double tolerance) {
        List<Shape> shapes = golden.inputs().stream().map(Tensor::shape).toList();
        Program program = new Program(part.lower(shapes), Optional.of(part));
        List<Tensor> actual;
        try (Plan plan = new Dl4jEngine().compile(program, EngineOptions.defaults())) {
            actual = plan.run(golden.inputs());
        } catch (RuntimeException e) {
            return "throws " + e;
        }
        StringBuilder differences = new StringBuilder();
        for (int i = 0; i < outputs.size(); i++) {
            differences.append(difference(golden, outputs.get(i), actual.get(i), tolerance));
        }
        return differences.toString();
    }

    private static String difference(Golden golden, int output, Tensor actual, double tolerance) {
        String difference = Parity.difference(golden.outputs().get(output), actual, tolerance);
        return difference.isEmpty() || golden.alternatives().isEmpty()
                ? difference
                : Parity.difference(golden.alternatives().get(output), actual, tolerance);
    }
}
