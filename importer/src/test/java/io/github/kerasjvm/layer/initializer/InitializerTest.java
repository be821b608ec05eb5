package io.github.kerasjvm.layer.initializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.kerasjvm.config.Generation;
import io.github.kerasjvm.config.Origin;
import io.github.kerasjvm.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is drawn has the distribution of what real Keras draws (make_initializers.py): mean, deviation, and bounds. */
class InitializerTest {

    private static final Path FIGURES = Path.of(System.getProperty("keras-jvm.fixtures"), "head", "initializers.json");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static Stream<JsonNode> figures() throws IOException {
        List<JsonNode> all = new ArrayList<>();
        MAPPER.readTree(FIGURES.toFile()).forEach(all::add);
        return all.stream();
    }

    private static Origin origin(String run) {
        return switch (run) {
            case "k1" -> new Origin(Generation.KERAS_1, "1.2.2", "tensorflow", "");
            case "tfk" -> new Origin(Generation.KERAS_2, "2.21.0", "tensorflow", "");
            default -> new Origin(Generation.KERAS_3, "3.15.1", "tensorflow", "");
        };
    }

    private static float[] drawn(JsonNode figure) {
        Initializer initializer = InitializerReader.of(origin(figure.path("run").asText()))
                .read(figure.path("initializer"))
                .orElseThrow();
        return initializer.draw(shape(figure), new Random(4));
    }

    private static Shape shape(JsonNode figure) {
        return Shape.of(IntStream.range(0, figure.path("shape").size())
                .map(axis -> figure.path("shape").get(axis).asInt())
                .toArray());
    }

    private static DoubleStream elements(float[] drawn) {
        return IntStream.range(0, drawn.length).mapToDouble(i -> drawn[i]);
    }

    @ParameterizedTest
    @MethodSource("figures")
    void drawsWhatKerasDraws(JsonNode figure) {
        float[] drawn = drawn(figure);

        double mean = elements(drawn).average().orElseThrow();
        double deviation = Math.sqrt(
                elements(drawn).map(x -> (x - mean) * (x - mean)).average().orElseThrow());
        // Two samples of as many numbers: 6 deviations of the difference of their means, and of their deviations.
        double error = 6 * figure.path("deviation").asDouble() * Math.sqrt(2.0 / drawn.length);
        assertThat(mean).isCloseTo(figure.path("mean").asDouble(), within(error + 1e-9));
        assertThat(deviation).isCloseTo(figure.path("deviation").asDouble(), within(error + 1e-9));
        double reach = figure.path("most").asDouble() - figure.path("least").asDouble();
        assertThat(elements(drawn).min().orElseThrow())
                .isCloseTo(figure.path("least").asDouble(), within(bound(figure) * reach));
        assertThat(elements(drawn).max().orElseThrow())
                .isCloseTo(figure.path("most").asDouble(), within(bound(figure) * reach));
    }

    /** Where a distribution ends somewhere, both samples come near to its ends; a normal one has none. */
    private static double bound(JsonNode figure) {
        double ends = (figure.path("most").asDouble() - figure.path("least").asDouble())
                / figure.path("deviation").asDouble(1);
        return ends < 5 ? 1e-2 : .2;
    }

    private static Stream<JsonNode> orthogonal() throws IOException {
        return figures().filter(figure -> figure.path("initializer").toString().contains("rthogonal"));
    }

    @ParameterizedTest
    @MethodSource("orthogonal")
    void orthogonalVectorsAre(JsonNode figure) {
        float[] drawn = drawn(figure);
        int columns = shape(figure).last();
        int rows = drawn.length / columns;
        boolean isWide = rows < columns;
        int count = Math.min(rows, columns);
        double gain = figure.path("run").asText().equals("k1")
                ? 1.1
                : figure.path("initializer").path("config").path("gain").asDouble(1);

        for (int a = 0; a < count; a += 7) {
            for (int b = 0; b <= a; b += 7) {
                double product = 0;
                for (int i = 0; i < Math.max(rows, columns); i++) {
                    product += isWide
                            ? (double) drawn[a * columns + i] * drawn[b * columns + i]
                            : (double) drawn[i * columns + a] * drawn[i * columns + b];
                }
                assertThat(product).isCloseTo(a == b ? gain * gain : 0, within(1e-5));
            }
        }
    }

    @Test
    void whatIsNotKnownIsNotGuessed() throws IOException {
        InitializerReader reader = InitializerReader.of(origin("k3"));
        for (String value : List.of(
                "\"my_own\"",
                "{\"class_name\": \"STFT\", \"config\": {}}",
                "{\"class_name\": \"Constant\", \"config\": {\"value\": [1, 2]}}",
                "{\"class_name\": \"VarianceScaling\", \"config\": {\"mode\": \"fan_most\"}}",
                "{\"class_name\": \"GlorotUniform\", \"config\": {\"input_axes\": [0], \"output_axes\": [1]}}")) {
            assertThat(reader.read(MAPPER.readTree(value))).as(value).isEmpty();
        }
    }

    @Test
    void keras20And21DoNotWidenWhatTheyCut() throws IOException {
        InitializerReader reader = InitializerReader.of(new Origin(Generation.KERAS_2, "2.0.8", "theano", ""));

        // keras/initializers.py of 2.0.8: truncated_normal with stddev = sqrt(scale), whose deviation is 0.8796 of it.
        float[] drawn =
                reader.read(MAPPER.readTree("\"he_normal\"")).orElseThrow().draw(Shape.of(200, 300), new Random(1));

        double deviation = Math.sqrt(elements(drawn).map(x -> x * x).average().orElseThrow());
        assertThat(deviation).isCloseTo(.1 * .87962566103423978, within(2e-3));
    }
}
