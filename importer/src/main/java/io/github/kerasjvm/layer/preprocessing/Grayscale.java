package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;

/** Keras {@code ops.image.rgb_to_grayscale}. */
final class Grayscale {

    private static final float[] WEIGHTS = {0.2989f, 0.5870f, 0.1140f};

    private Grayscale() {}

    /** The brightness of each position, in one channel; images of one channel stay what they are. */
    static Value of(Ops ops, Value x, Layout layout, Training training) {
        int channels = layout.channels(x.shape());
        if (channels == 1) {
            return x;
        }
        if (channels != WEIGHTS.length) {
            throw training.refused("takes " + x.shape() + "; expected images of 1 or 3 channels");
        }
        Value weights = ops.constant(Tensor.of(Shape.of(WEIGHTS.length), WEIGHTS));
        int rank = x.shape().rank();
        Value weighted = ops.multiply(x, layout.alignChannels(ops, weights, rank));
        return ops.reduce(ReduceFunction.SUM, weighted, List.of(layout.channelAxis(rank)), true);
    }
}
