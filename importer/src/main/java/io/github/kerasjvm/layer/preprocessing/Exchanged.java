package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.op.Gather;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;

/** The images of a batch in a drawn order. */
final class Exchanged {

    private Exchanged() {}

    /**
     * Draws an order: the rank of each of as many numbers; of equal ones the first is the lower.
     *
     * @param ops where to append
     * @param training gives the numbers
     * @param images how many images
     * @return for each place the number of an image
     */
    static Value order(Ops ops, Training training, int images) {
        Value drawn = training.uniform(Shape.of(images));
        Value own = ops.reshape(drawn, Shape.of(images, 1));
        Value others = ops.reshape(drawn, Shape.of(1, images));
        float[] before = new float[images * images];
        for (int i = 0; i < before.length; i++) {
            before[i] = i % images < i / images ? 1 : 0;
        }
        Value earlier = ops.constant(Tensor.owning(Shape.of(images, images), before));
        Value tied = ops.multiply(ops.equal(own, others), earlier);
        Value lower = ops.add(ops.greater(own, others), tied);
        return ops.reduce(ReduceFunction.SUM, lower, List.of(1), false);
    }

    /** The images in that order. */
    static Value of(Ops ops, Value x, Value order) {
        return ops.apply(new Gather(), x, order);
    }
}
