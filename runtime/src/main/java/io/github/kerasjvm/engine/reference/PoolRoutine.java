package io.github.kerasjvm.engine.reference;

import io.github.kerasjvm.op.Pool;
import io.github.kerasjvm.op.PoolFunction;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/** {@link Pool}: window by window. */
final class PoolRoutine implements Routine {

    private final PoolFunction function;
    private final Grid in;
    private final Grid out;
    private final Sweep sweep;

    PoolRoutine(Pool op, List<Shape> inputs, Shape output) {
        function = op.function();
        in = Grid.of(inputs.get(0), op.layout());
        out = Grid.of(output, op.layout());
        sweep = new Sweep(in, out, op.windows());
    }

    @Override
    public void run(Buffer[] inputs, Buffer output, Scratch scratch) {
        int[] places = new int[sweep.taps()];
        for (int position = 0; position < sweep.positions(); position++) {
            int found = sweep.places(position, places);
            int to = position / out.cells() * out.imageStride() + position % out.cells() * out.cellStride();
            for (int channel = 0; channel < out.channels(); channel++) {
                int offset = channel * in.channelStride();
                double result =
                        switch (function) {
                            case MAXIMUM -> largest(inputs[0], places, found, offset);
                            case AVERAGE -> mean(inputs[0], places, found, offset);
                        };
                output.set(to + channel * out.channelStride(), result);
            }
        }
    }

    private static double largest(Buffer x, int[] places, int found, int offset) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < found; i++) {
            largest = Math.max(largest, x.get(places[i] + offset));
        }
        return largest;
    }

    private static double mean(Buffer x, int[] places, int found, int offset) {
        double sum = 0;
        for (int i = 0; i < found; i++) {
            sum += x.get(places[i] + offset);
        }
        return sum / found;
    }
}
