package io.github.kerasjvm.op;

/**
 * How a convolution or pooling window moves along one spatial axis. Output position {@code o} looks at the input
 * positions {@code o * stride - before + k * dilation} for {@code k} from 0 to {@code size - 1}; positions outside the
 * input are padding.
 *
 * @param size positions in the window, 1 or more
 * @param stride steps from one output position to the next, 1 or more
 * @param dilation steps between the positions of the window, 1 or more
 * @param before padding before the input, 0 or more
 * @param after padding after the input, 0 or more
 */
public record Window(int size, int stride, int dilation, int before, int after) {

    /** Checks the ranges. */
    public Window {
        if (size < 1 || stride < 1 || dilation < 1 || before < 0 || after < 0) {
            throw new IllegalArgumentException("window of size " + size + ", stride " + stride + ", dilation "
                    + dilation + ", padding " + before + " and " + after);
        }
    }

    /**
     * A window without padding.
     *
     * @param size positions in the window
     * @param stride steps from one output position to the next
     * @param dilation steps between the positions of the window
     * @return the window
     */
    public static Window valid(int size, int stride, int dilation) {
        return new Window(size, stride, dilation, 0, 0);
    }

    /**
     * A window padded so that the output has {@code ceil(input / stride)} positions, the odd pad at the end, as
     * TensorFlow does for {@code same} (nn.py, "Notes on padding").
     *
     * @param size positions in the window
     * @param stride steps from one output position to the next
     * @param dilation steps between the positions of the window
     * @param input the size of the input
     * @return the window
     */
    public static Window same(int size, int stride, int dilation, int input) {
        int output = (input + stride - 1) / stride;
        int total = Math.max((output - 1) * stride + (size - 1) * dilation + 1 - input, 0);
        return new Window(size, stride, dilation, total / 2, total - total / 2);
    }

    /**
     * How many input positions the window spans, gaps included.
     *
     * @return 1 or more
     */
    public int span() {
        return (size - 1) * dilation + 1;
    }

    /**
     * How many positions the window takes on an input.
     *
     * @param input the size of the input
     * @return the size of the output
     * @throws IllegalArgumentException if the window does not fit once
     */
    public int output(int input) {
        int room = input + before + after - span();
        if (room < 0) {
            throw new IllegalArgumentException(
                    "a window that spans " + span() + " does not fit " + input + " positions");
        }
        return room / stride + 1;
    }
}
