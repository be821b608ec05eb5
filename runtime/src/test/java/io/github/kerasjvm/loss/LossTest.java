package io.github.kerasjvm.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.config.Generation;
import io.github.kerasjvm.config.Origin;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.op.Gradients;
import io.github.kerasjvm.op.LogSoftmax;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Softmax;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LossTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Arguments> cases() throws IOException {
        try (InputStream in = LossTest.class.getResourceAsStream("losses.json")) {
            JsonNode all = JSON.readTree(in);
            return StreamSupport.stream(all.spliterator(), false)
                    .map(c -> Arguments.of(
                            "Keras " + c.path("keras").asText() + " "
                                    + c.path("backend").asText() + ": "
                                    + c.path("loss").asText() + c.path("arguments"),
                            c));
        }
    }

    static Stream<Arguments> casesWithGradient() throws IOException {
        return cases().filter(arguments -> ((JsonNode) arguments.get()[1]).has("gradient"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void givesKerassNumberAtEachPosition(String name, JsonNode golden) {
        LossRules rules =
                rules(golden.path("keras").asText(), golden.path("backend").asText());
        Loss loss = LossNames.find(golden.path("loss").asText(), new LossArguments(golden.path("arguments")), rules)
                .orElseThrow();
        Tensor labels = tensor(golden.path("labels"));
        Tensor predictions = tensor(golden.path("predictions"));
        Ops ops = new Ops();
        Value p = ops.input("p", predictions.shape().with(0, Shape.ANY));
        Value t = ops.input("t", labels.shape().with(0, Shape.ANY));
        assertThat(loss.labelShape(p.shape())).isEqualTo(t.shape());
        OpGraph graph = ops.build(List.of(new OpGraph.Output("loss", loss.perPosition(ops, t, p))));
        Tensor found = run(graph, predictions, labels).get(0);
        Tensor expected = tensor(golden.path("expected"));
        assertThat(found.shape()).isEqualTo(expected.shape());
        for (int i = 0; i < expected.elements(); i++) {
            assertThat(found.get(i)).isCloseTo(expected.get(i), within(1e-6f + 1e-5f * Math.abs(expected.get(i))));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("casesWithGradient")
    void hasTensorFlowsGradient(String name, JsonNode golden) {
        LossRules rules =
                rules(golden.path("keras").asText(), golden.path("backend").asText());
        Loss loss = LossNames.find(golden.path("loss").asText(), new LossArguments(golden.path("arguments")), rules)
                .orElseThrow();
        Tensor labels = tensor(golden.path("labels"));
        Tensor predictions = tensor(golden.path("predictions"));
        Ops ops = new Ops();
        Value p = ops.input("p", predictions.shape());
        Value t = ops.input("t", labels.shape());
        Value losses = loss.perPosition(ops, t, p);
        List<Integer> axes = IntStream.range(0, losses.shape().rank()).boxed().toList();
        Value total = ops.reduce(ReduceFunction.SUM, losses, axes, false);
        OpGraph graph = Gradients.of(ops.build(List.of(new OpGraph.Output("loss", total))), List.of("p"));
        Tensor found = run(graph, predictions, labels).get(1);
        Tensor expected = tensor(golden.path("gradient"));
        for (int i = 0; i < expected.elements(); i++) {
            assertThat(found.get(i)).isCloseTo(expected.get(i), within(1e-5f + 1e-4f * Math.abs(expected.get(i))));
        }
    }

    private static LossRules rules(String version, String backend) {
        Generation generation =
                switch (version.charAt(0)) {
                    case '1' -> Generation.KERAS_1;
                    case '2' -> Generation.KERAS_2;
                    default -> Generation.KERAS_3;
                };
        return LossRules.of(new Origin(generation, version, backend, ""));
    }

    private static Tensor tensor(JsonNode node) {
        List<Integer> sizes = StreamSupport.stream(node.path("shape").spliterator(), false)
                .map(JsonNode::asInt)
                .toList();
        float[] values = new float[node.path("values").size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) node.path("values").get(i).asDouble();
        }
        return Tensor.owning(Shape.of(sizes), values);
    }

    private static List<Tensor> run(OpGraph graph, Tensor... inputs) {
        try (Plan plan = Engines.find("reference").compile(new Program(graph), new EngineOptions(1))) {
            return plan.run(List.of(inputs));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.2, tensorflow, false", "2.2.4, tensorflow, false", "2.2.4-tf, tensorflow, true", "2.3.1, tensorflow, true",
        "2.3.1, theano, false", "2.15.0, tensorflow, true", "3.15.1, tensorflow, true", "3.15.1, jax, false"
    })
    void looksThroughTheLastActivationWhereKerasDoes(String version, String backend, boolean looks) {
        LossRules rules = rules(version, backend);
        assertThat(rules.looksThroughActivation()).isEqualTo(looks);
        Ops ops = new Ops();
        Value x = ops.input("x", Shape.of(-1, 2));
        OpGraph model = ops.build(List.of(new OpGraph.Output("y", ops.apply(new Softmax(1), x))));
        Loss loss = LossReader.named("categorical_crossentropy", rules).orElseThrow();
        OpGraph graph = LossGraph.extend(model, List.of(Optional.of(OutputLoss.of(loss))), looks);
        assertThat(graph.nodes().stream().anyMatch(node -> node.op() instanceof LogSoftmax))
                .isEqualTo(looks);
        List<Tensor> results = run(graph, Tensor.of(Shape.of(1, 2), 40, 0), Tensor.of(Shape.of(1, 2), 0, 1));
        // keras-training.md, trap 9: without logits the loss is capped at -log(1e-7).
        assertThat(results.get(1).get(0)).isCloseTo(looks ? 40 : 16.118f, within(1e-3f));
    }

    @Test
    void looksThroughASigmoidForBinaryCrossentropyOnly() {
        LossRules rules = rules("3.15.1", "tensorflow");
        Ops ops = new Ops();
        Value x = ops.input("x", Shape.of(-1, 1));
        OpGraph model = ops.build(List.of(new OpGraph.Output("y", ops.unary(UnaryFunction.SIGMOID, x))));
        Tensor given = Tensor.of(Shape.of(1, 1), 40);
        Tensor label = Tensor.of(Shape.of(1, 1), 0);
        for (String name : List.of("binary_crossentropy", "mse")) {
            Loss loss = LossReader.named(name, rules).orElseThrow();
            OpGraph graph = LossGraph.extend(model, List.of(Optional.of(OutputLoss.of(loss))), true);
            assertThat(run(graph, given, label).get(1).get(0)).isEqualTo(name.equals("mse") ? 1 : 40);
        }
    }

    @Test
    void readsEveryFormOfTheConfiguration() throws IOException {
        LossRules rules = rules("3.15.1", "tensorflow");
        for (String form : List.of(
                "'mse'",
                "'mean_squared_error'",
                "{'class_name':'MeanSquaredError','config':{'name':'m','reduction':'auto','fn':'mean_squared_error'}}",
                "{'module':'keras.losses','class_name':'MeanSquaredError','config':{'reduction':'sum_over_batch_size'}}",
                "{'module':'builtins','class_name':'function','config':'mean_squared_error'}",
                "['mse']",
                "{'out':'mse'}")) {
            ObjectNode training = JsonNodeFactory.instance.objectNode();
            training.set("loss", JSON.readTree(form.replace('\'', '"')));
            assertThat(LossReader.read(training, List.of("out"), rules).outputs())
                    .containsExactly(Optional.of(OutputLoss.of(new MeanSquaredError())));
        }
    }

    @Test
    void readsWeightsAndNamesWhatItDoesNotCompute() throws IOException {
        LossRules rules = rules("2.15.0", "tensorflow");
        JsonNode training = JSON.readTree("""
                {"loss": {"a": "mae", "b": "my_loss", "c": null, "d": {"class_name": "Huber",
                 "config": {"delta": 0.5, "reduction": "sum"}}},
                 "loss_weights": {"a": 0.3, "b": 2, "d": 1}}
                """);
        CompiledLosses read = LossReader.read(training, List.of("a", "b", "c", "d"), rules);
        assertThat(read.outputs())
                .containsExactly(
                        Optional.of(new OutputLoss(new MeanAbsoluteError(), Reduction.MEAN, 0.3)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new OutputLoss(new Huber(0.5), Reduction.SUM, 1)));
        assertThat(read.notes()).containsExactly("the loss my_loss is not one of Keras's that are computed here");
    }
}
