package io.github.kerasjvm.engine.reference;

import io.github.kerasjvm.op.Convolution;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/** {@link Convolution}: for each group the transposed kernel times the inputs that the window sees. */
final class ConvolutionRoutine implements Routine {

    private final Grid in;
    private final Grid out;
    private final Sweep sweep;
    private final int groups;

    ConvolutionRoutine(Convolution op, List<Shape> inputs, Shape output) {
        in = Grid.of(inputs.get(0), op.layout());
        out = Grid.of(output, op.layout());
        sweep = new Sweep(in, out, op.windows());
        groups = op.groups();
    }

    @Override
    public void run(Buffer[] inputs, Buffer output, Scratch scratch) {
        int from = in.channels() / groups;
        int to = out.channels() / groups;
        output.fill(0, out.batch() * out.imageStride(), 0);
        for (int group = 0; group < groups; group++) {
            var kernel = new Matrix(inputs[1], group * to, 1, out.channels());
            var columns = new Columns(inputs[0], in, sweep, group * from, from);
            var pixels = new Pixels(output, out, group * to);
            Product.blocks(to, sweep.taps() * from, sweep.positions(), kernel, columns, pixels, scratch.panel());
        }
    }
}
