package io.github.kerasjvm.op;

import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * The gradient of {@link Convolution} for its kernel: inputs {@code x} and {@code dy}, the gradient of the
 * convolution's result; result {@code [spatial…, in / groups, out]}.
 *
 * @param windows the window of the convolution by spatial axis
 * @param groups how many groups the channels form, 1 or more
 * @param layout where the channels of both inputs stand
 */
public record ConvolutionKernelGradient(List<Window> windows, int groups, Layout layout) implements Primitive {

    /** Keeps its own copy. */
    public ConvolutionKernelGradient {
        windows = List.copyOf(windows);
    }

    @Override
    public Shape output(List<Shape> inputs) {
        Shape x = inputs.get(0);
        Shape dy = inputs.get(1);
        Shapes.require(
                dy.agreesWith(Shapes.windowed(x, windows, layout, layout.channels(dy)))
                        && layout.channels(x) % groups == 0
                        && layout.channels(dy) % groups == 0,
                "the kernel gradient for the input %s and the result %s",
                x,
                dy);
        int[] sizes = windows.stream().mapToInt(Window::size).toArray();
        return Shape.of(layout.channels(x) / groups, layout.channels(dy)).after(sizes);
    }

    @Override
    public void gradient(Backward back) {
        Ops ops = back.ops();
        if (back.needs(0)) {
            var op = new TransposedConvolution(
                    windows, groups, layout, layout.spatial(back.input(0).shape()));
            back.give(0, ops.apply(op, back.input(1), back.gradient()));
        }
        if (back.needs(1)) {
            back.give(1, ops.apply(new Convolution(windows, groups, layout), back.input(0), back.gradient()));
        }
    }
}
