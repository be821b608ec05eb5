package io.github.kerasjvm.train.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.config.Generation;
import io.github.kerasjvm.config.Origin;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.read.StoredArray;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What optimizers of real Keras do to two weights with given gradients: fixtures/python/make_optimizers.py. */
class OptimizerTest {

    private static final int MIDDLE = 2;
    private static final int STEPS = 5;

    static Stream<Arguments> cases() throws IOException {
        List<Arguments> cases = new ArrayList<>();
        for (String file : List.of("keras1", "keras2", "legacy", "tf_keras", "keras3")) {
            JsonNode all = read("optimizers-" + file + ".json");
            for (JsonNode c : all.path("cases")) {
                String name = file + " " + c.path("class_name").asText() + changed(c.path("config"));
                cases.add(Arguments.of(name, all, c));
            }
        }
        return cases.stream();
    }

    private static String changed(JsonNode config) {
        ObjectNode told = config.deepCopy();
        List.of("name", "is_legacy_optimizer", "jit_compile", "ema_momentum", "ema_overwrite_frequency")
                .forEach(told::remove);
        told.properties()
                .removeIf(entry -> entry.getValue().isNull() || entry.getValue().isBoolean());
        return told.toString().replace('"', '\'');
    }

    private static JsonNode read(String name) throws IOException {
        try (InputStream in = OptimizerTest.class.getResourceAsStream(name)) {
            return new ObjectMapper().readTree(in);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void givesKerassWeightsAndState(String name, JsonNode all, JsonNode golden) {
        Optimizer optimizer = optimizer(all, golden, all.path("weights"));
        steps(optimizer, all, 0, MIDDLE, Crew.ALONE);
        compare(optimizer, golden.path("middle"));
        steps(optimizer, all, MIDDLE, STEPS, Crew.ALONE);
        compare(optimizer, golden.path("after"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void goesOnFromStoredStateWhereItHoldsAll(String name, JsonNode all, JsonNode golden) {
        Optimizer optimizer = optimizer(all, golden, all.path("weights"));
        for (int i = 0; i < 2; i++) {
            float[] values = floats(golden.path("middle").path("weights").get(i));
            optimizer
                    .parameters()
                    .set(
                            i,
                            Tensor.owning(
                                    optimizer
                                            .parameters()
                                            .layout()
                                            .parameters()
                                            .get(i)
                                            .shape(),
                                    values));
        }
        StateFile file =
                new StateFile(optimizer.config(), optimizer.parameters().layout(), Map.of());
        Problems problems = Problems.none();
        file.read(stored(golden.path("middle").path("variables")), optimizer, problems);
        assertThat(problems.list()).isEmpty();
        List<StateFile.Stored> again = file.write(optimizer);
        for (int i = 0; i < again.size(); i++) {
            JsonNode variable = golden.path("middle").path("variables").get(i);
            assertThat(again.get(i).values().toArray()).isEqualTo(floats(variable.path("values")));
        }
        if (file.notes().isEmpty()) {
            steps(optimizer, all, MIDDLE, STEPS, Crew.ALONE);
            compare(optimizer, golden.path("after"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void givesTheSameWithAnyCrew(String name, JsonNode all, JsonNode golden) {
        Optimizer alone = optimizer(all, golden, all.path("weights"));
        Optimizer shared = optimizer(all, golden, all.path("weights"));
        steps(alone, all, 0, STEPS, Crew.ALONE);
        Crew backwards = (parts, work) ->
                IntStream.range(0, parts).map(i -> parts - 1 - i).forEach(work);
        steps(shared, all, 0, STEPS, backwards);
        assertThat(shared.parameters().values()).isEqualTo(alone.parameters().values());
    }

    private static Optimizer optimizer(JsonNode all, JsonNode golden, JsonNode weights) {
        ObjectNode training = JsonNodeFactory.instance.objectNode();
        training.set("optimizer_config", golden);
        Problems problems = Problems.none();
        OptimizerConfig read = OptimizerReader.read(
                        training, origin(all.path("keras").asText()), problems)
                .orElse(null);
        assertThat(problems.list()).isEmpty();
        List<String> excluded = new ArrayList<>();
        golden.path("excluded").forEach(name -> excluded.add(name.asText()));
        Map<String, Shape> shapes = new java.util.LinkedHashMap<>();
        weights.forEach(weight -> shapes.put(weight.path("name").asText(), shape(weight.path("shape"))));
        Parameters parameters = new Parameters(Layout.of(shapes));
        for (int i = 0; i < weights.size(); i++) {
            parameters.set(
                    i,
                    Tensor.owning(
                            shape(weights.get(i).path("shape")),
                            floats(weights.get(i).path("values"))));
        }
        return new Optimizer(excluded.isEmpty() ? read : read.withoutDecayOf(excluded), parameters, Map.of(), Map.of());
    }

    private static Origin origin(String version) {
        Generation generation =
                switch (version.charAt(0)) {
                    case '1' -> Generation.KERAS_1;
                    case '2' -> Generation.KERAS_2;
                    default -> Generation.KERAS_3;
                };
        return new Origin(generation, version, "tensorflow", "");
    }

    private static void steps(Optimizer optimizer, JsonNode all, int from, int to, Crew crew) {
        for (int step = from; step < to; step++) {
            for (int i = 0; i < 2; i++) {
                Shape shape =
                        optimizer.parameters().layout().parameters().get(i).shape();
                float[] gradient = floats(all.path("gradients").get(step).get(i));
                optimizer.parameters().setGradient(i, Tensor.owning(shape, gradient));
            }
            optimizer.step(crew);
        }
    }

    private static void compare(Optimizer optimizer, JsonNode golden) {
        for (int i = 0; i < 2; i++) {
            float[] expected = floats(golden.path("weights").get(i));
            compare("weight " + i, optimizer.parameters().get(i).toArray(), expected);
        }
        StateFile file =
                new StateFile(optimizer.config(), optimizer.parameters().layout(), Map.of());
        List<StateFile.Stored> state = file.write(optimizer);
        assertThat(state).hasSize(golden.path("variables").size());
        for (int i = 0; i < state.size(); i++) {
            JsonNode variable = golden.path("variables").get(i);
            assertThat(state.get(i).values().shape()).as(state.get(i).label()).isEqualTo(shape(variable.path("shape")));
            compare(state.get(i).label(), state.get(i).values().toArray(), floats(variable.path("values")));
        }
    }

    private static void compare(String label, float[] found, float[] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i])
                    .as("%s [%s]", label, i)
                    .isCloseTo(expected[i], within(1e-7f + 4e-6f * Math.abs(expected[i])));
        }
    }

    private static Shape shape(JsonNode sizes) {
        List<Integer> list = new ArrayList<>();
        sizes.forEach(size -> list.add(size.asInt()));
        return Shape.of(list);
    }

    private static float[] floats(JsonNode numbers) {
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) numbers.get(i).asDouble();
        }
        return values;
    }

    private static List<StoredArray> stored(JsonNode variables) {
        List<StoredArray> arrays = new ArrayList<>();
        variables.forEach(variable -> arrays.add(
                new Fake("vars/" + arrays.size(), shape(variable.path("shape")), floats(variable.path("values")))));
        return arrays;
    }

    /** An array that is no file's. */
    record Fake(String path, Shape shape, float[] values) implements StoredArray {
        @Override
        public String name() {
            return path;
        }

        @Override
        public String type() {
            return "float32";
        }

        @Override
        public float[] readFloats() {
            return values.clone();
        }

        @Override
        public double[] readDoubles() {
            double[] doubles = new double[values.length];
            for (int i = 0; i < doubles.length; i++) {
                doubles[i] = values[i];
            }
            return doubles;
        }
    }
}
