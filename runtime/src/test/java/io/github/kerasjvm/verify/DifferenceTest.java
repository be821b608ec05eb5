package io.github.kerasjvm.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferenceTest {

    private static Difference of(float ours, float golden) {
        return Difference.of("y", vector(ours), vector(golden), Tolerance.FLOAT32);
    }

    private static Tensor vector(float... values) {
        return Tensor.of(Shape.of(values.length), values);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, true",
        "0, -0.0, true",
        "9e-6, 0, true",
        "1.1e-5, 0, false",
        "100.005, 100, true",
        "100.02, 100, false",
        "Infinity, Infinity, true",
        "-Infinity, Infinity, false",
        "1, Infinity, false"
    })
    void agreesWithinTheToleranceAlone(float ours, float golden, boolean within) {
        assertThat(of(ours, golden).isWithin()).isEqualTo(within);
    }

    @ParameterizedTest
    @CsvSource({"NaN, 1", "1, NaN", "NaN, NaN"})
    void whatIsNotANumberAgreesWithNothing(float ours, float golden) {
        assertThat(of(ours, golden).isWithin()).isFalse();
        assertThat(of(ours, golden).maxAbs()).isNaN();
    }

    @Test
    void anotherShapeIsADifference() {
        Difference difference = Difference.of("y", vector(1, 2), Tensor.of(Shape.of(1, 2), 1, 2), Tolerance.FLOAT32);
        assertThat(difference.isWithin()).isFalse();
    }

    @Test
    void tellsTheLargestDifferences() {
        Difference difference = Difference.of("y", vector(1, 2.5f, 4), vector(1, 2, 5), Tolerance.FLOAT32);
        assertThat(difference.maxAbs()).isEqualTo(1);
        assertThat(difference.maxRel()).isCloseTo(0.25, within(1e-9));
    }
}
