package io.github.kerasjvm.op;

import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * The transpose of {@link Convolution}, and so its gradient for its input: inputs {@code y [batch, spatial…, out]} (in
 * the given layout) and {@code kernel [spatial…, in / groups, out]}, result {@code [batch, spatial…, in]}. Each element
 * of {@code y} is scattered, times the kernel, over the window that the convolution would have read.
 *
 * @param windows the window of the convolution by spatial axis
 * @param groups how many groups the channels form, 1 or more
 * @param layout where the channels of input and result stand
 * @param spatial the spatial sizes of the result
 */
public record TransposedConvolution(List<Window> windows, int groups, Layout layout, List<Integer> spatial)
        implements Primitive {

    /** Keeps its own copies. */
    public TransposedConvolution {
        windows = List.copyOf(windows);
        spatial = List.copyOf(spatial);
    }

    @Override
    public Shape output(List<Shape> inputs) {
        Shape y = inputs.get(0);
        Shape kernel = inputs.get(1);
        Convolution.checkKernel(kernel, windows);
        Shape result = layout.shape(y.size(0), spatial, kernel.size(-2) * groups);
        Shapes.require(
                y.agreesWith(Shapes.windowed(result, windows, layout, kernel.last())),
                "a transposed convolution of %s by the kernel %s to %s",
                y,
                kernel,
                result);
        return result;
    }

    @Override
    public void gradient(Backward back) {
        Ops ops = back.ops();
        if (back.needs(0)) {
            back.give(0, ops.apply(new Convolution(windows, groups, layout), back.gradient(), back.input(1)));
        }
        if (back.needs(1)) {
            var op = new ConvolutionKernelGradient(windows, groups, layout);
            back.give(1, ops.apply(op, back.gradient(), back.input(0)));
        }
    }
}
