package io.github.kerasjvm.op;

import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Cross-correlation of any number of spatial axes, as Keras's {@code Conv}: inputs {@code x} in the given layout and
 * {@code kernel [spatial…, in / groups, out]}. Group {@code g} connects the g-th part of the input channels with the
 * g-th part of the output channels.
 *
 * @param windows the window by spatial axis; padding counts as 0
 * @param groups how many groups the channels form, 1 or more
 * @param layout where the channels of input and result stand
 */
public record Convolution(List<Window> windows, int groups, Layout layout) implements Primitive {

    /** Keeps its own copy. */
    public Convolution {
        windows = List.copyOf(windows);
    }

    @Override
    public Shape output(List<Shape> inputs) {
        Shape x = inputs.get(0);
        Shape kernel = inputs.get(1);
        checkKernel(kernel, windows);
        Shapes.require(
                x.rank() == kernel.rank()
                        && layout.channels(x) == kernel.size(-2) * groups
                        && kernel.last() % groups == 0,
                "a convolution of %s, %s groups, by the kernel %s",
                x,
                groups,
                kernel);
        return Shapes.windowed(x, windows, layout, kernel.last());
    }

    static void checkKernel(Shape kernel, List<Window> windows) {
        Shapes.require(
                kernel.rank() == windows.size() + 2
                        && kernel.toList()
                                .subList(0, windows.size())
                                .equals(windows.stream().map(Window::size).toList()),
                "the kernel %s for the windows %s",
                kernel,
                windows);
    }

    @Override
    public void gradient(Backward back) {
        Ops ops = back.ops();
        Value x = back.input(0);
        if (back.needs(0)) {
            var op = new TransposedConvolution(windows, groups, layout, layout.spatial(x.shape()));
            back.give(0, ops.apply(op, back.gradient(), back.input(1)));
        }
        if (back.needs(1)) {
            var op = new ConvolutionKernelGradient(windows, groups, layout);
            back.give(1, ops.apply(op, x, back.gradient()));
        }
    }
}
