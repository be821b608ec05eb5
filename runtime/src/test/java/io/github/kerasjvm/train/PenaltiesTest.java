package io.github.kerasjvm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.op.Gradients;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import io.github.kerasjvm.train.constraint.ConstraintReader;
import io.github.kerasjvm.train.regularization.Regularizer;
import io.github.kerasjvm.train.regularization.RegularizerReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Constraints and regularisers of real Keras: fixtures/python/make_rows.py. */
class PenaltiesTest {

    private static Stream<Arguments> cases(String kind) throws IOException {
        try (InputStream in = PenaltiesTest.class.getResourceAsStream("penalties.json")) {
            return StreamSupport.stream(new ObjectMapper().readTree(in).spliterator(), false)
                    .filter(c -> c.has(kind))
                    .map(c -> Arguments.of(c.path(kind).toString() + c.path("shape"), c));
        }
    }

    static Stream<Arguments> constraints() throws IOException {
        return cases("constraint");
    }

    static Stream<Arguments> regularizers() throws IOException {
        return cases("regularizer");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("constraints")
    void constrainsAsKerasDoes(String name, JsonNode golden) {
        Problems problems = Problems.none();
        float[] weight = floats(golden.path("weight"));
        // Elsewhere in the array nothing changes.
        float[] values = new float[weight.length + 2];
        values[0] = 7;
        values[values.length - 1] = 9;
        System.arraycopy(weight, 0, values, 1, weight.length);
        ConstraintReader.read(golden.path("constraint"), "kernel_constraint", problems)
                .orElseThrow()
                .apply(values, 1, shape(golden));
        assertThat(problems.list()).isEmpty();
        float[] expected = floats(golden.path("after"));
        assertThat(values[0]).isEqualTo(7);
        assertThat(values[values.length - 1]).isEqualTo(9);
        for (int i = 0; i < expected.length; i++) {
            assertThat(values[i + 1]).as("%s", i).isCloseTo(expected[i], within(1e-6f));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("regularizers")
    void penalisesAsKerasDoes(String name, JsonNode golden) {
        Problems problems = Problems.none();
        Regularizer regularizer = RegularizerReader.read(golden.path("regularizer"), "kernel_regularizer", problems)
                .orElseThrow();
        assertThat(problems.list()).isEmpty();
        assertThat(regularizer.acts()).isTrue();
        Ops ops = new Ops();
        Value w = ops.input("w", shape(golden));
        OpGraph graph =
                Gradients.of(ops.build(List.of(new OpGraph.Output("loss", regularizer.penalty(ops, w)))), List.of("w"));
        try (Plan plan = Engines.find("reference").compile(new Program(graph), new EngineOptions(1))) {
            List<Tensor> results = plan.run(List.of(Tensor.owning(shape(golden), floats(golden.path("weight")))));
            assertThat(results.get(0).get(0))
                    .isCloseTo((float) golden.path("penalty").asDouble(), within(1e-6f));
            float[] expected = floats(golden.path("gradient"));
            for (int i = 0; i < expected.length; i++) {
                assertThat(results.get(1).get(i)).as("%s", i).isCloseTo(expected[i], within(1e-6f));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"class_name": "EigenvalueRegularizer", "config": {"k": 1}} | is not one of Keras's that run here
            {"class_name": "L2", "config": {"l2": -1}}                  | is -1, expected 0 or more
            {"class_name": "L2", "config": {"l2": 1, "l3": 1}}          | l3: is 1; the argument is not known here
            "l1_l2"                                                     | is not one of Keras's that run here
            """)
    void refusesOtherRegularizersByName(String json, String message) throws IOException {
        Problems problems = Problems.none();
        RegularizerReader.read(new ObjectMapper().readTree(json), "kernel_regularizer", problems.at("a", "Dense"));
        assertThat(problems.list()).hasSize(1);
        assertThat(problems.list().get(0).toString()).startsWith("a (Dense)").contains(message);
    }

    @Test
    void refusesOtherConstraintsByName() throws IOException {
        Problems problems = Problems.none();
        JsonNode own = new ObjectMapper().readTree("{\"class_name\": \"My>Own\", \"config\": {}}");
        assertThat(ConstraintReader.read(own, "kernel_constraint", problems.at("a", "Dense")))
                .isEmpty();
        assertThat(problems.list().get(0).toString()).startsWith("a (Dense), kernel_constraint: is {");
    }

    private static Shape shape(JsonNode golden) {
        List<Integer> sizes = new ArrayList<>();
        golden.path("shape").forEach(size -> sizes.add(size.asInt()));
        return Shape.of(sizes);
    }

    private static float[] floats(JsonNode numbers) {
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) numbers.get(i).asDouble();
        }
        return values;
    }
}
