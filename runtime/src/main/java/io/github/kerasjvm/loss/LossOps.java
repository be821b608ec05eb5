package io.github.kerasjvm.loss;

import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/** What several losses are made of. */
final class LossOps {

    /** Keras's {@code backend.epsilon()}, the same since Keras 1. */
    static final double EPSILON = 1e-7;

    private LossOps() {}

    static Value sum(Ops ops, Value x) {
        return ops.reduce(ReduceFunction.SUM, x, List.of(-1), false);
    }

    static Value mean(Ops ops, Value x) {
        return ops.reduce(ReduceFunction.MEAN, x, List.of(-1), false);
    }

    static Value absolute(Ops ops, Value x) {
        return ops.unary(UnaryFunction.ABSOLUTE, x);
    }

    static Value clipped(Ops ops, Value probabilities) {
        return ops.clip(probabilities, EPSILON, 1 - EPSILON);
    }

    static Value normalized(Ops ops, Value probabilities) {
        return ops.divide(probabilities, ops.reduce(ReduceFunction.SUM, probabilities, List.of(-1), true));
    }

    /** {@code t (1 - smoothing) + share}. */
    static Value smooth(Ops ops, Value labels, double smoothing, double share) {
        return smoothing == 0
                ? labels
                : ops.add(ops.multiply(labels, ops.constant(1 - smoothing)), ops.constant(share));
    }

    /** 1 at the place that each index names, 0 elsewhere, along a new last axis. */
    static Value oneHot(Ops ops, Value indices, int classes) {
        float[] places = new float[classes];
        IntStream.range(0, classes).forEach(i -> places[i] = i);
        Shape column =
                Layout.CHANNELS_LAST.shape(1, indices.shape().toList(), 1).from(1);
        return ops.equal(ops.reshape(indices, column), ops.constant(Tensor.owning(Shape.of(classes), places)));
    }

    /** {@code max(1 - t p, 0)} of each element. */
    static Value hinge(Ops ops, Value labels, Value predictions, boolean convertsLabels) {
        Value one = ops.constant(1);
        Value t = convertsLabels ? minusOneToOne(ops, labels) : labels;
        return ops.maximum(ops.subtract(one, ops.multiply(t, predictions)), ops.constant(0));
    }

    /** {@code 2t - 1} if every label of the batch is 0 or 1 (Keras 3.15 losses.py, convert_binary_labels_to_hinge). */
    private static Value minusOneToOne(Ops ops, Value labels) {
        Value one = ops.constant(1);
        Value binary = ops.maximum(ops.equal(labels, ops.constant(0)), ops.equal(labels, one));
        List<Integer> axes = IntStream.range(0, labels.shape().rank()).boxed().toList();
        Value all = ops.reduce(ReduceFunction.MINIMUM, binary, axes, false);
        Value converted = ops.subtract(ops.multiply(labels, ops.constant(2)), one);
        return ops.select(all, converted, labels);
    }
}
