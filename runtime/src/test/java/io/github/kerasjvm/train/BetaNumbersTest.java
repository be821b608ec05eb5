package io.github.kerasjvm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.kerasjvm.model.TrainingGraph;
import io.github.kerasjvm.tensor.Shape;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random numbers of beta distributions against their distribution functions. */
class BetaNumbersTest {

    private static final int COUNT = 40_000;

    private static float[] drawn(double least, double most, long step) {
        TrainingGraph.Draw draw = new TrainingGraph.Draw("share", new TrainingGraph.Beta(least, most));
        return new Draws(5, step).of(draw, 0, Shape.of(COUNT, 1), 0).toArray();
    }

    private static double shareBelow(float[] numbers, double bound) {
        return IntStream.range(0, numbers.length)
                        .filter(i -> numbers[i] < bound)
                        .count()
                / (double) numbers.length;
    }

    @ParameterizedTest
    @CsvSource({"0.05", "0.25", "0.5", "0.8", "0.97"})
    void areDistributedAsTheirParameterSays(double bound) {
        double arcsine = 2 / Math.PI * Math.asin(Math.sqrt(bound));
        assertThat(shareBelow(drawn(0.5, 0.5, 1), bound)).isCloseTo(arcsine, within(0.01));
        assertThat(shareBelow(drawn(1, 1, 2), bound)).isCloseTo(bound, within(0.01));
        double cubic = 3 * bound * bound - 2 * bound * bound * bound;
        assertThat(shareBelow(drawn(2, 2, 3), bound)).isCloseTo(cubic, within(0.01));
    }

    /** The variance of a beta distribution is {@code 1 / (4 (2 a + 1))}. */
    @Test
    void takeOneParameterForAStep() {
        double[] parameters = IntStream.range(0, 20)
                .mapToDouble(step -> {
                    float[] numbers = drawn(0.2, 3, step);
                    double variance = IntStream.range(0, COUNT)
                                    .mapToDouble(i -> (numbers[i] - 0.5) * (numbers[i] - 0.5))
                                    .sum()
                            / COUNT;
                    return (1 / (4 * variance) - 1) / 2;
                })
                .sorted()
                .toArray();
        assertThat(parameters[0]).isBetween(0.18, 1.2);
        assertThat(parameters[19]).isBetween(2.0, 3.2);
    }

    /** What 100,000 numbers of Keras 3.15 on TensorFlow show, whose gamma numbers are never 0. */
    @ParameterizedTest
    @CsvSource({"1e-6, 5.7e-5, 0.0001", "0.001, 0.0390, 0.0638", "0.003, 0.0983, 0.1613", "0.02, 0.2323, 0.3337"})
    void areThoseOfTensorFlowForSmallParameters(double parameter, double variance, double ones) {
        float[] numbers = drawn(parameter, parameter, 4);
        double squares = IntStream.range(0, COUNT)
                .mapToDouble(i -> (numbers[i] - 0.5) * (numbers[i] - 0.5))
                .sum();
        assertThat(squares / COUNT).isCloseTo(variance, within(0.004));
        assertThat(1 - shareBelow(numbers, 1)).isCloseTo(ones, within(0.01));
    }
}
