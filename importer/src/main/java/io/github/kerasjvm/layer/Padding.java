package io.github.kerasjvm.layer;

import io.github.kerasjvm.op.Window;
import io.github.kerasjvm.tensor.Shape;

/** How the windows of convolutions and pooling are padded. */
public enum Padding {
    /** No padding: windows lie inside the input. */
    VALID,
    /** All padding before: a step sees itself and earlier ones only. */
    CAUSAL,
    /** As much padding on both sides as lets a window touch the input with its last position only; Theano alone has it. */
    FULL,
    /** As TensorFlow places it: the output has {@code ceil(input / stride)} positions, the odd pad at the end. */
    SAME,
    /** As Theano places it for convolutions: window {@code i} begins at {@code i * stride - span / 2}. */
    SAME_THEANO,
    /** As Keras pools on Theano (theano_backend.py, pool2d): an odd window is padded by its size less 2, an even one by 1 less. */
    SAME_THEANO_POOLING;

    /**
     * The window along an axis.
     *
     * @param size positions in the window
     * @param stride steps from one output position to the next
     * @param dilation steps between the positions of the window
     * @param input the size of the input, known
     * @return the window
     */
    public Window window(int size, int stride, int dilation, int input) {
        int span = (size - 1) * dilation + 1;
        return switch (this) {
            case VALID -> Window.valid(size, stride, dilation);
            case CAUSAL -> new Window(size, stride, dilation, span - 1, 0);
            case FULL -> new Window(size, stride, dilation, span - 1, span - 1);
            case SAME -> Window.same(size, stride, dilation, input);
            case SAME_THEANO -> from(span / 2, size, stride, dilation, input);
            case SAME_THEANO_POOLING ->
                from(size % 2 == 1 ? Math.max(size - 2, 0) : size - 1, size, stride, dilation, input);
        };
    }

    private static Window from(int before, int size, int stride, int dilation, int input) {
        int span = (size - 1) * dilation + 1;
        int last = ((input + stride - 1) / stride - 1) * stride - before;
        return new Window(size, stride, dilation, before, Math.max(last + span - input, 0));
    }

    /**
     * The size of the output along an axis.
     *
     * @param size positions in the window
     * @param stride steps from one output position to the next
     * @param dilation steps between the positions of the window
     * @param input the size of the input, or {@link Shape#ANY}
     * @return the size, {@link Shape#ANY} if that of the input is not known, 0 or less if the window does not fit
     */
    public int output(int size, int stride, int dilation, int input) {
        if (input == Shape.ANY) {
            return Shape.ANY;
        }
        int reach = (size - 1) * dilation;
        if (this == VALID) {
            return Math.floorDiv(input - reach - 1, stride) + 1;
        }
        if (this == FULL) {
            return (input + reach - 1) / stride + 1;
        }
        return (input + stride - 1) / stride;
    }
}
