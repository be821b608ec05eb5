package io.github.kerasjvm.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.kerasjvm.config.Generation;
import io.github.kerasjvm.config.Origin;
import io.github.kerasjvm.loss.CompiledLosses;
import io.github.kerasjvm.loss.LossReader;
import io.github.kerasjvm.loss.LossRules;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What compiled models of real Keras report: fixtures/python/make_metrics.py. */
class MetricsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Arguments> cases() throws IOException {
        List<Arguments> all = new ArrayList<>();
        for (String file : List.of("keras1", "keras20", "keras22", "keras2", "tf1", "tf_keras", "keras3")) {
            try (InputStream json = MetricsTest.class.getResourceAsStream("metrics-" + file + ".json")) {
                JSON.readTree(json)
                        .forEach(one -> IntStream.range(0, one.path("trainings").size())
                                .forEach(i -> all.add(Arguments.of(
                                        file + " " + one.path("name").asText() + " " + i, one, i))));
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void reportsWhatKerasReports(String name, JsonNode one, int form) {
        JsonNode training = one.path("trainings").path(form);
        Origin origin = origin(one);
        List<KerasModel.Port> outputs = ports(one);
        CompiledLosses losses = LossReader.read(
                training, outputs.stream().map(KerasModel.Port::name).toList(), LossRules.of(origin));
        CompiledMetrics read = MetricReader.read(training, outputs, losses, origin);

        assertThat(read.notes()).isEmpty();
        Map<String, JsonNode> expected = new LinkedHashMap<>();
        one.path("logs").forEach(log -> expected.put(log.path("name").asText(), log.path("values")));
        List<String> names = read.metrics().stream().map(CompiledMetric::name).toList();
        if (origin.generation() == Generation.KERAS_3) {
            assertThat(names).containsExactlyInAnyOrderElementsOf(expected.keySet()); // sorts its logs
        } else {
            assertThat(names).containsExactlyElementsOf(expected.keySet());
        }
        for (CompiledMetric metric : read.metrics()) {
            assertThat(measured(one, metric)).as(metric.name()).satisfies(values -> {
                JsonNode all = expected.get(metric.name());
                assertThat(values).hasSize(all.size());
                IntStream.range(0, values.length).forEach(i -> assertThat(values[i])
                        .isCloseTo(all.get(i).asDouble(), tolerance(all.get(i).asDouble())));
            });
        }
    }

    private static org.assertj.core.data.Offset<Double> tolerance(double value) {
        return within(1e-5 * Math.max(1, Math.abs(value)));
    }

    private static Origin origin(JsonNode one) {
        String version = one.path("keras").asText();
        Generation generation = version.startsWith("1")
                ? Generation.KERAS_1
                : version.startsWith("3") ? Generation.KERAS_3 : Generation.KERAS_2;
        return new Origin(generation, version, one.path("backend").asText(), "");
    }

    private static List<KerasModel.Port> ports(JsonNode one) {
        return IntStream.range(0, one.path("outputs").size())
                .mapToObj(i -> new KerasModel.Port(
                        one.path("outputs").get(i).asText(),
                        tensor(one.path("predictions").get(i)).shape().with(0, Shape.ANY)))
                .toList();
    }

    private static double[] measured(JsonNode one, CompiledMetric metric) {
        Tensor predictions = tensor(one.path("predictions").get(metric.output()));
        Tensor stored = tensor(one.path("labels").get(metric.output()));
        Shape wanted = metric.metric()
                .labelShape(predictions.shape())
                .with(0, stored.shape().size(0));
        Tensor labels = stored.reshaped(wanted);
        Optional<Tensor> weights =
                Optional.of(one.path("weights")).filter(JsonNode::isObject).map(MetricsTest::tensor);
        Optional<Tensor> mask =
                Optional.of(one.path("mask")).filter(JsonNode::isObject).map(MetricsTest::tensor);
        MetricState state = metric.start();
        for (int round = 0; round < 2; round++) {
            state.reset();
            add(state, predictions, labels, weights, mask, one.path("batch").asInt());
        }
        return state.results();
    }

    private static void add(
            MetricState state,
            Tensor predictions,
            Tensor labels,
            Optional<Tensor> weights,
            Optional<Tensor> mask,
            int batch) {
        int rows = predictions.shape().size(0);
        for (int from = 0; from < rows; from += batch) {
            int start = from;
            int end = Math.min(rows, from + batch);
            state.add(
                    predictions.rows(start, end),
                    labels.rows(start, end),
                    weights.map(all -> all.rows(start, end)),
                    mask.map(all -> all.rows(start, end)));
        }
    }

    private static Tensor tensor(JsonNode array) {
        List<Integer> sizes = new ArrayList<>();
        array.path("shape").forEach(size -> sizes.add(size.asInt()));
        float[] values = new float[array.path("values").size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) array.path("values").get(i).asDouble();
        }
        return Tensor.of(Shape.of(sizes), values);
    }
}
