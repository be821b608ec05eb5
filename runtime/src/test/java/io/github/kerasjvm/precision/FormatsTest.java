package io.github.kerasjvm.precision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kerasjvm.data.Npz;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The formulas against NumPy's numbers, see {@code make_precision.py}. */
class FormatsTest {

    private static final Path FILE = Path.of(System.getProperty("keras-jvm.fixtures"), "precision", "precision.npz");

    private static Tensor array(String name) {
        try (Npz npz = Npz.open(FILE)) {
            return npz.tensor(name);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FP16", "BF16"})
    void sixteenBitsAreThoseOfNumPy(NumberFormat format) {
        Tensor floats = array("floats");
        Tensor bits = array(format.label());
        for (int i = 0; i < floats.elements(); i++) {
            float number = floats.get(i);
            assertThat(SixteenBits.bits(format, number) & 0xffff)
                    .as("%s of %s", format, number)
                    .isEqualTo((int) bits.get(i));
            int infinite = format == NumberFormat.FP16 ? 0x7c00 : 0x7f80;
            boolean staysFinite = ((int) bits.get(i) & 0x7fff) < infinite;
            assertThat(SixteenBits.holds(format, number)).isEqualTo(staysFinite || Float.isInfinite(number));
        }
    }

    @Test
    void noNumberStaysNone() {
        assertThat(SixteenBits.bits(NumberFormat.FP16, Float.NaN)).isEqualTo((short) 0x7e00);
        assertThat(SixteenBits.bits(NumberFormat.BF16, Float.NaN)).isEqualTo((short) 0x7fc0);
        assertThat(SixteenBits.holds(NumberFormat.FP16, Float.NaN)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"kernel, 3", "matrix, 1"})
    void int8IsThatOfNumPy(String name, int axis) {
        Int8Array array = Int8Array.of(array(name), axis);
        Tensor expected = array(name + "_int8");
        for (int i = 0; i < expected.elements(); i++) {
            assertThat((float) array.values()[i]).isEqualTo(expected.get(i));
        }
        assertThat(array.scales()).containsExactly(array(name + "_scale").toArray());
    }

    @Test
    void aScaleCanBeAskedToBeLarger() {
        Tensor weight = Tensor.of(Shape.of(2, 2), 0, 0, 127, -1);
        Int8Array array = Int8Array.of(weight, 0, 0.25f, 0.5f);
        assertThat(array.scales()).containsExactly(0.25f, 1);
        assertThat(array.values()).containsExactly(0, 0, 127, -1);
    }

    @Test
    void rangesAreThoseOfNumPy() {
        Tensor cases = array("ranges");
        for (int i = 0; i < cases.elements(); i += 4) {
            Range range = new Range(cases.get(i), cases.get(i + 1));
            assertThat(range.scale()).isEqualTo(cases.get(i + 2));
            assertThat((float) range.zeroPoint()).isEqualTo(cases.get(i + 3));
        }
    }

    @Test
    void zeroIsInEveryRange() {
        assertThat(new Range(2, 3)).isEqualTo(new Range(0, 3));
        assertThat(new Range(0, 0).scale()).isEqualTo(1);
        assertThatThrownBy(() -> new Range(Float.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void wordsAreReadOrRefused() {
        assertThat(NumberFormat.of("bf16")).isEqualTo(NumberFormat.BF16);
        assertThatThrownBy(() -> NumberFormat.of("int4"))
                .hasMessage("\"int4\" is no precision; expected float32, fp16, bf16, int8");
        Tensor sample = Tensor.scalar(1);
        assertThatThrownBy(() -> new Precision(NumberFormat.FP16, List.of(sample)))
                .hasMessageContaining("samples are for int8");
    }
}
