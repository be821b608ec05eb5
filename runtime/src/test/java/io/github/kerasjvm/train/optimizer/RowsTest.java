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
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Embeddings whose rows a batch looks up more than once or never, by real Keras: fixtures/python/make_rows.py. */
class RowsTest {

    private static final Shape SHAPE = Shape.of(5, 2);

    static Stream<Arguments> cases() throws IOException {
        try (InputStream in = RowsTest.class.getResourceAsStream("rows.json")) {
            JsonNode all = new ObjectMapper().readTree(in);
            return StreamSupport.stream(all.path("cases").spliterator(), false)
                    .map(c -> Arguments.of(
                            c.path("keras").asText() + " "
                                    + c.path("class_name").asText() + c.path("config"),
                            all,
                            c));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void movesRowsAsKerasDoes(String name, JsonNode all, JsonNode golden) {
        ObjectNode training = JsonNodeFactory.instance.objectNode();
        training.set("optimizer_config", golden);
        String version = golden.path("keras").asText();
        Generation generation = version.startsWith("3") ? Generation.KERAS_3 : Generation.KERAS_2;
        Problems problems = Problems.none();
        OptimizerConfig config = OptimizerReader.read(
                        training, new Origin(generation, version, "tensorflow", ""), problems)
                .orElseThrow();
        Parameters parameters = new Parameters(Layout.of(Map.of("embedding/embeddings", SHAPE)));
        parameters.set(0, Tensor.owning(SHAPE, floats(all.path("start"))));
        Optimizer optimizer = new Optimizer(config, parameters, Map.of(), Map.of());
        for (int step = 0; step < all.path("rows").size(); step++) {
            float[] values = floats(all.path("values").get(step));
            JsonNode rows = all.path("rows").get(step);
            int[] numbers = new int[rows.size()];
            float[] sums = new float[10];
            for (int i = 0; i < values.length; i++) {
                numbers[i / 2] = rows.get(i / 2).asInt();
                sums[2 * numbers[i / 2] + i % 2] += values[i];
            }
            parameters.setGradient(0, Tensor.owning(SHAPE, sums));
            optimizer.step(Crew.ALONE, List.of(new Occurrences(0, numbers, values)));
        }
        float[] expected = floats(golden.path("after"));
        for (int i = 0; i < expected.length; i++) {
            assertThat(parameters.values()[i])
                    .as("element %s", i)
                    .isCloseTo(expected[i], within(1e-6f + 1e-5f * Math.abs(expected[i])));
        }
    }

    private static float[] floats(JsonNode numbers) {
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) numbers.get(i).asDouble();
        }
        return values;
    }
}
