package io.github.kerasjvm.engine.reference;

import io.github.kerasjvm.op.ConvolutionKernelGradient;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * {@link ConvolutionKernelGradient}: for each group the inputs that the window sees times the transposed gradient, some
 * positions at a time. The sum over all positions is long, so it is kept in float64.
 */
final class ConvolutionKernelGradientRoutine implements Routine {

    private static final int CHUNK = 256;

    private final Grid in;
    private final Grid out;
    private final Sweep sweep;
    private final int groups;

    ConvolutionKernelGradientRoutine(ConvolutionKernelGradient op, List<Shape> inputs, Shape output) {
        in = Grid.of(inputs.get(0), op.layout());
        out = Grid.of(inputs.get(1), op.layout());
        sweep = new Sweep(in, out, op.windows());
        groups = op.groups();
    }

    @Override
    public void run(Buffer[] inputs, Buffer output, Scratch scratch) {
        int from = in.channels() / groups;
        int to = out.channels() / groups;
        int rows = sweep.taps() * from;
        Doubles sums = scratch.sums(rows * to);
        for (int group = 0; group < groups; group++) {
            var columns = new Columns(inputs[0], in, sweep, group * from, from);
            var pixels = new Pixels(inputs[1], out, group * to);
            sums.fill(0, rows * to, 0);
            for (int at = 0; at < sweep.positions(); at += CHUNK) {
                add(rows, columns, to, pixels, at, sums, scratch);
            }
            for (int row = 0; row < rows; row++) {
                for (int channel = 0; channel < to; channel++) {
                    output.set(row * out.channels() + group * to + channel, sums.get(row * to + channel));
                }
            }
        }
    }

    private void add(int rows, Columns columns, int to, Pixels pixels, int at, Doubles sums, Scratch scratch) {
        int count = Math.min(CHUNK, sweep.positions() - at);
        Buffer block = scratch.numbers((rows + to) * CHUNK);
        for (int row = 0; row < rows; row++) {
            columns.fill(row, at, count, block, row * CHUNK);
        }
        for (int channel = 0; channel < to; channel++) {
            pixels.fill(channel, at, count, block, (rows + channel) * CHUNK);
        }
        var a = new Matrix(block, 0, CHUNK, 1);
        var b = new Matrix(block, rows * CHUNK, 1, CHUNK);
        Product.add(rows, count, to, a, b, new Matrix(sums, 0, to, 1), scratch.panel());
    }
}
