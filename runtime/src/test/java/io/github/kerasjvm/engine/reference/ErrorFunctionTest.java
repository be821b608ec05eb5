package io.github.kerasjvm.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorFunctionTest {

    /** Numbers of {@code math.erf}, Python 3.11. */
    @ParameterizedTest
    @CsvSource({
        "0.0, 0.0",
        "1e-12, 1.1283791670955126e-12",
        "0.0039, 0.004400656440333034",
        "0.0521, 0.05873540581306189",
        "0.4999, 0.5204119951613866",
        "1.0, 0.8427007929497149",
        "-1.30078125, -0.9341704423050026",
        "2.345, 0.9990879220321647",
        "3.9, 0.9999999652077514",
        "5.9999, 1.0",
        "-7.5, -1.0"
    })
    void isPythons(double x, double expected) {
        assertThat(ErrorFunction.of(x)).isCloseTo(expected, within(4e-15 * Math.abs(expected)));
    }

    @ParameterizedTest
    @CsvSource({"NaN, NaN", "Infinity, 1", "-Infinity, -1", "-0.0, -0.0"})
    void keepsWhatIsNoNumber(double x, double expected) {
        assertThat(ErrorFunction.of(x)).isEqualTo(Double.valueOf(expected));
    }
}
