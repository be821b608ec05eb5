package io.github.kerasjvm.engine.reference;

import io.github.kerasjvm.op.TransposedConvolution;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/** {@link TransposedConvolution}: for each group the kernel times the input, scattered to where the window looked. */
final class TransposedConvolutionRoutine implements Routine {

    private final Grid in;
    private final Grid out;
    private final Sweep sweep;
    private final int groups;

    TransposedConvolutionRoutine(TransposedConvolution op, List<Shape> inputs, Shape output) {
        in = Grid.of(inputs.get(0), op.layout());
        out = Grid.of(output, op.layout());
        sweep = new Sweep(out, in, op.windows());
        groups = op.groups();
    }

    @Override
    public void run(Buffer[] inputs, Buffer output, Scratch scratch) {
        int from = in.channels() / groups;
        int to = out.channels() / groups;
        output.fill(0, out.batch() * out.imageStride(), 0);
        for (int group = 0; group < groups; group++) {
            var kernel = new Matrix(inputs[1], group * from, in.channels(), 1);
            var pixels = new Pixels(inputs[0], in, group * from);
            var columns = new Columns(output, out, sweep, group * to, to);
            Product.blocks(sweep.taps() * to, from, sweep.positions(), kernel, pixels, columns, scratch.panel());
        }
    }
}
