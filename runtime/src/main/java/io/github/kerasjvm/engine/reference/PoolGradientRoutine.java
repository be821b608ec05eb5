package io.github.kerasjvm.engine.reference;

import io.github.kerasjvm.op.PoolFunction;
import io.github.kerasjvm.op.PoolGradient;
import io.github.kerasjvm.op.Ties;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/** {@link PoolGradient}: window by window back to the largest cell, to all that are as large, or in equal parts to all cells. */
final class PoolGradientRoutine implements Routine {

    private final PoolFunction function;
    private final Ties ties;
    private final Grid in;
    private final Grid out;
    private final Sweep sweep;

    PoolGradientRoutine(PoolGradient op, List<Shape> inputs, Shape output) {
        function = op.function();
        ties = op.ties();
        in = Grid.of(inputs.get(0), op.layout());
        out = Grid.of(inputs.get(1), op.layout());
        sweep = new Sweep(in, out, op.windows());
    }

    @Override
    public void run(Buffer[] inputs, Buffer output, Scratch scratch) {
        output.fill(0, in.batch() * in.imageStride(), 0);
        int[] places = new int[sweep.taps()];
        for (int position = 0; position < sweep.positions(); position++) {
            int found = sweep.places(position, places);
            int from = position / out.cells() * out.imageStride() + position % out.cells() * out.cellStride();
            for (int channel = 0; channel < out.channels() && found > 0; channel++) {
                double dy = inputs[1].get(from + channel * out.channelStride());
                int offset = channel * in.channelStride();
                switch (function) {
                    case MAXIMUM -> {
                        int largest = largest(inputs[0], places, found, offset);
                        add(output, largest, dy);
                        for (int i = 0; i < found && ties == Ties.EACH; i++) {
                            int place = places[i] + offset;
                            add(
                                    output,
                                    place,
                                    place != largest && inputs[0].get(place) == inputs[0].get(largest) ? dy : 0);
                        }
                    }
                    case AVERAGE -> {
                        for (int i = 0; i < found; i++) {
                            add(output, places[i] + offset, dy / found);
                        }
                    }
                }
            }
        }
    }

    /** The place of the largest, the first of equals. */
    private static int largest(Buffer x, int[] places, int found, int offset) {
        int best = places[0] + offset;
        for (int i = 1; i < found; i++) {
            int place = places[i] + offset;
            best = x.get(place) > x.get(best) ? place : best;
        }
        return best;
    }

    private static void add(Buffer sums, int place, double more) {
        sums.set(place, sums.get(place) + more);
    }
}
