package io.github.kerasjvm.train;

import static org.assertj.core.api.Assertions.assertThat;
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
import org.junit.jupiter.params.provider.MethodSource;

/** What recurrent and attention layers of real Keras give in training with given random numbers: fixtures/python/make_step_dropout.py. */
class StepDropoutTest {

    private static final Map<String, Generation> RUNS = Map.of(
            "keras3", Generation.KERAS_3,
            "keras3.8", Generation.KERAS_3,
            "tf_keras", Generation.KERAS_2,
            "tf2.3", Generation.KERAS_2,
            "keras2", Generation.KERAS_2,
            "keras1", Generation.KERAS_1);

    static Stream<Arguments> cases() throws IOException {
        List<Arguments> cases = new ArrayList<>();
        for (Map.Entry<String, Generation> run : RUNS.entrySet()) {
            try (InputStream in = StepDropoutTest.class.getResourceAsStream("step_dropout-" + run.getKey() + ".json")) {
                JsonNode all = new ObjectMapper().readTree(in);
                Origin origin = new Origin(run.getValue(), all.path("version").asText(), "tensorflow", "");
                for (JsonNode golden : all.path("cases")) {
                    String name = run.getKey() + " " + golden.path("layer").asText() + " " + golden.path("config");
                    cases.add(Arguments.of(name, Semantics.of(origin), golden));
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void givesWhatKerasGives(String name, Semantics semantics, JsonNode golden) {
        Layer layer = layer(semantics, golden);
        Ops ops = new Ops();
        Shape shape = shape(golden);
        Value x = ops.input("x", shape);
        Map<String, Value> weights = weights(layer, golden, ops);
        // Attention takes its query for its value; the layers with heads ask for their first input alone.
        boolean isPair = golden.path("layer").asText().endsWith("Attention");
        List<Value> inputs = isPair ? List.of(x, x) : List.of(x);
        RecordedDraws draws = new RecordedDraws(ops, golden.path("draws"));
        Lowering call = new Lowering(
                ops,
                inputs,
                Collections.nCopies(inputs.size(), Optional.empty()),
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

    private static Layer layer(Semantics semantics, JsonNode golden) {
        Problems problems = Problems.none();
        Layers layers = Layers.with(List.of());
        Args args = Args.of((ObjectNode) golden.path("config"), semantics, problems, layers::read);
        Optional<Layer> layer = layers.read(golden.path("layer").asText(), args);
        assertThat(problems.list()).isEmpty();
        return layer.orElseThrow();
    }
}
