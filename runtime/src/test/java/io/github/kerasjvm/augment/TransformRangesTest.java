package io.github.kerasjvm.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.kerasjvm.op.Layout;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What real Keras draws in 20,000 draws for an image of 10 x 20: fixtures/python/make_augment.py. */
class TransformRangesTest {

    private static final int DRAWS = 20_000;
    private static final ImageForm FORM = new ImageForm(10, 20, 3, Layout.CHANNELS_LAST);

    private static final Map<String, ToDoubleFunction<TransformParameters>> COLUMNS = Map.of(
            "theta", TransformParameters::theta,
            "tx", TransformParameters::tx,
            "ty", TransformParameters::ty,
            "shear", TransformParameters::shear,
            "zx", TransformParameters::zx,
            "zy", TransformParameters::zy,
            "flip_horizontal", drawn -> drawn.flipHorizontal() ? 1 : 0,
            "flip_vertical", drawn -> drawn.flipVertical() ? 1 : 0,
            "channel_shift_intensity", drawn -> drawn.channelShift().orElse(Double.NaN),
            "brightness", drawn -> drawn.brightness().orElse(Double.NaN));

    static Stream<Arguments> cases() throws IOException {
        try (InputStream in = TransformRangesTest.class.getResourceAsStream("draws.json")) {
            return new ObjectMapper()
                    .readTree(in).properties().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void drawsAsKerasDoes(String name, JsonNode golden) {
        Augmentation augmentation = Augmentation.parse(options(golden.path("options")));
        List<TransformParameters> drawn = IntStream.range(0, DRAWS)
                .mapToObj(row -> augmentation.draw(FORM, 11, row % 7, row))
                .toList();

        COLUMNS.forEach((column, of) -> {
            double[] values = drawn.stream().mapToDouble(of).sorted().toArray();
            JsonNode expected = golden.path("values").path(column);
            if (expected.has("shares")) {
                compareShares(values, expected.path("shares"));
            } else if (expected.has("mean")) {
                compareMoments(values, expected);
            } else {
                assertThat(values).as(column).containsOnly(of.applyAsDouble(TransformParameters.IDENTITY));
            }
        });
        assertThat(golden.path("values")).isNotEmpty();
    }

    private static String options(JsonNode options) {
        StringBuilder text = new StringBuilder();
        options.properties().forEach(entry -> {
            String value =
                    entry.getValue().toString().replaceAll("[\\[\\]]", "").replace(',', ':');
            // A whole number of 1 moves nothing in Keras; the reader wants none.
            boolean nothing = entry.getKey().endsWith("shift_range") && value.equals("1");
            text.append(nothing ? "" : entry.getKey() + "=" + value + ",");
        });
        return text.substring(0, text.length() - 1);
    }

    private static void compareShares(double[] values, JsonNode shares) {
        Map<Double, Long> counts = new java.util.HashMap<>();
        for (double value : values) {
            // Minus zero is zero.
            counts.merge(value + 0.0, 1L, Long::sum);
        }
        assertThat(counts).hasSize(shares.size());
        shares.properties().forEach(share -> assertThat(counts.get(Double.parseDouble(share.getKey())) / (double) DRAWS)
                .as(share.getKey())
                .isCloseTo(share.getValue().asDouble(), within(0.02)));
    }

    /** Of 20,000 numbers spread evenly, the ends lie within a thousandth, and the mean and deviation within a hundredth. */
    private static void compareMoments(double[] values, JsonNode expected) {
        double range = expected.path("most").asDouble() - expected.path("least").asDouble();
        double mean = java.util.Arrays.stream(values).average().orElseThrow();
        double square = java.util.Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow();
        assertThat(values[0]).isCloseTo(expected.path("least").asDouble(), within(range / 1000));
        assertThat(values[DRAWS - 1]).isCloseTo(expected.path("most").asDouble(), within(range / 1000));
        assertThat(mean).isCloseTo(expected.path("mean").asDouble(), within(range / 100));
        assertThat(Math.sqrt(square)).isCloseTo(expected.path("std").asDouble(), within(range / 100));
    }
}
