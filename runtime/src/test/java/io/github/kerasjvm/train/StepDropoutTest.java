package io.github.kerasjvm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.config.Generation;
import io.github.kerasjvm.config.Origin;
import io.github.kerasjvm.config.Semantics;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.engine.reference.ReferenceEngine;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.Layers;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What recurrent and attention layers of real Keras give in training with given random numbers: fixtures/python/make_step_dropout.py. */
class StepDropoutTest {

    private static final List<String> RUNS =
            List.of("keras3", "keras3.8", "tf_keras", "tf2.3", "keras2", "keras2.2", "keras2.1", "keras1");

    private static Generation generation(String run) {
        return switch (run.replaceAll("\\..*", "")) {
            case "keras3" -> Generation.KERAS_3;
            case "keras1" -> Generation.KERAS_1;
            default -> Generation.KERAS_2;
        };
    }

    static Stream<Arguments> cases() throws IOException {
        List<Arguments> cases = new ArrayList<>();
        for (String run : RUNS) {
            try (InputStream in = StepDropoutTest.class.getResourceAsStream("step_dropout-" + run + ".json")) {
                JsonNode all = new ObjectMapper().readTree(in);
                Origin origin = new Origin(generation(run), all.path("version").asText(), "tensorflow", "");
                for (JsonNode golden : all.path("cases")) {
                    String name = run + " " + golden.path("layer").asText() + " " + golden.path("config");
                    cases.add(Arguments.of(name, Semantics.of(origin), golden));
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void givesWhatKerasGives(String name, Semantics semantics, JsonNode golden) {
        Layer layer = layer(semantics, golden.path("layer").asText(), (ObjectNode) golden.path("config"));
        Ops ops = new Ops();
        Shape shape = shape(golden);
        Value x = ops.input("x", shape);
        Map<String, Value> weights = weights(layer, golden, ops);
        // Attention takes its query for its value; the layers with heads ask for their first input alone.
        boolean isPair = golden.path("layer").asText().endsWith("Attention");
        List<Value> inputs = isPair ? List.of(x, x) : List.of(x);
        Optional<Value> mask = golden.has("mask")
                ? Optional.of(ops.constant(
                        Tensor.owning(Shape.of(shape.size(0), shape.size(1)), numbers(golden.path("mask")))))
                : Optional.empty();
        RecordedDraws draws = new RecordedDraws(ops, golden.path("draws"));
        Lowering call = new Lowering(
                ops,
                inputs,
                Collections.nCopies(inputs.size(), mask),
                weights::get,
                Optional.of(draws),
                Optional.empty());
        Value y = layer.lower(call).get(0);
        OpGraph graph = ops.build(List.of(new OpGraph.Output("y", y)));

        try (Plan plan = new ReferenceEngine().compile(new Program(graph), EngineOptions.defaults())) {
            Tensor made = plan.run(List.of(Tensor.owning(shape, numbers(golden.path("x")))))
                    .get(0);
            assertThat(made.toArray()).containsExactly(numbers(golden.path("y")), within(1e-5f));
        }
        assertThat(draws.left()).as("numbers drawn by Keras and not here").isEmpty();
    }

    /** Releases that do something else, or that nobody has checked; and what is told nowhere. */
    @ParameterizedTest
    @CsvSource({
        "KERAS_3, 3.7.0, LSTM, ",
        "KERAS_3, 3.0.5, SimpleRNN, ",
        "KERAS_2, 2.2.4-tf, GRU, ",
        "KERAS_2, 2.1.6-tf, LSTM, ",
        "KERAS_2, 2.3.0-tf, LSTM, ",
        "KERAS_2, 2.1.5, LSTM, ",
        "KERAS_2, 2.0.8, GRU, ",
        "KERAS_3, 3.15.1, LSTM, 1.0",
        "KERAS_2, 2.3.1, RNN, "
    })
    void refusesWhatIsNotKnown(Generation generation, String version, String layer, Double rate) throws IOException {
        String own = "{\"units\": 2, \"dropout\": %s, \"implementation\": 1}".formatted(rate == null ? 0.5 : rate);
        String cell = "{\"class_name\": \"LSTMCell\", \"config\": %s}".formatted(own);
        String stack =
                "{\"cell\": {\"class_name\": \"StackedRNNCells\", \"config\": {\"cells\": [%s]}}}".formatted(cell);
        JsonNode config = new ObjectMapper().readTree(layer.equals("RNN") ? stack : own);
        Semantics semantics = Semantics.of(new Origin(generation, version, "tensorflow", ""));
        Layer found = layer(semantics, layer, (ObjectNode) config);
        Ops ops = new Ops();
        Value x = ops.input("x", Shape.of(2, 3, 3));
        RecordedDraws none = new RecordedDraws(ops, config.path("none"));
        Lowering call = new Lowering(
                ops,
                List.of(x),
                List.of(Optional.empty()),
                name -> {
                    throw new AssertionError(name);
                },
                Optional.of(none),
                Optional.empty());

        assertThatThrownBy(() -> found.lower(call))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("drops ")
                .hasMessageEndingWith("; set dropout and recurrent_dropout to 0 to train without it");
    }

    private static Map<String, Value> weights(Layer layer, JsonNode golden, Ops ops) {
        Shape shape = shape(golden).with(0, Shape.ANY);
        List<WeightSpec> specs = layer.weights(List.of(shape, shape));
        assertThat(specs).hasSize(golden.path("weights").size());
        Map<String, Value> weights = new HashMap<>();
        for (int i = 0; i < specs.size(); i++) {
            float[] stored = numbers(golden.path("weights").get(i));
            weights.put(
                    specs.get(i).name(), ops.constant(Tensor.owning(specs.get(i).shape(), stored)));
        }
        return weights;
    }

    private static Shape shape(JsonNode golden) {
        List<Integer> sizes = new ArrayList<>();
        golden.path("shape").forEach(size -> sizes.add(size.asInt()));
        return Shape.of(sizes);
    }

    private static float[] numbers(JsonNode given) {
        float[] numbers = new float[given.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = given.get(i).floatValue();
        }
        return numbers;
    }

    private static Layer layer(Semantics semantics, String name, ObjectNode config) {
        Problems problems = Problems.none();
        Layers layers = Layers.with(List.of());
        Args args = Args.of(config, semantics, problems, layers::read);
        Optional<Layer> layer = layers.read(name, args);
        assertThat(problems.list()).isEmpty();
        return layer.orElseThrow();
    }
}
