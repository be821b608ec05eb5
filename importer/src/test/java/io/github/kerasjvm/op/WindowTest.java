package io.github.kerasjvm.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {

    /** Pads by tf.nn's notes on padding, TensorFlow 2.21. */
    @ParameterizedTest
    @CsvSource({
        "3, 1, 1, 7, 1, 1",
        "2, 1, 1, 7, 0, 1",
        "3, 2, 1, 6, 0, 1",
        "3, 2, 1, 7, 1, 1",
        "5, 2, 1, 4, 1, 2",
        "3, 1, 2, 7, 2, 2",
        "1, 2, 1, 7, 0, 0",
        "2, 5, 1, 7, 0, 0",
        "3, 1, 1, 1, 1, 1",
    })
    void padsAsTensorFlowDoes(int size, int stride, int dilation, int input, int before, int after) {
        Window window = Window.same(size, stride, dilation, input);
        assertThat(window).isEqualTo(new Window(size, stride, dilation, before, after));
        assertThat(window.output(input)).isEqualTo((input + stride - 1) / stride);
    }

    @ParameterizedTest
    @CsvSource({"3, 1, 1, 7, 5", "3, 2, 1, 8, 3", "2, 3, 1, 11, 4", "3, 1, 2, 7, 3", "7, 1, 1, 7, 1"})
    void fitsWithoutPadding(int size, int stride, int dilation, int input, int output) {
        assertThat(Window.valid(size, stride, dilation).output(input)).isEqualTo(output);
    }

    @Test
    void saysThatItDoesNotFit() {
        assertThatThrownBy(() -> Window.valid(3, 1, 2).output(4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a window that spans 5 does not fit 4 positions");
    }

    @Test
    void refusesImpossibleSizes() {
        assertThatThrownBy(() -> Window.valid(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Window.valid(1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Window.valid(1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Window(1, 1, 1, -1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
