package io.github.kerasjvm.layer;

import io.github.kerasjvm.config.BiasRule;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** Adds biases that have axes of their own. */
public final class Biases {

    private Biases() {}

    /**
     * Adds a bias to an array.
     *
     * @param ops what it is added with
     * @param x the array
     * @param bias the bias, of no higher rank
     * @param rule along which axis
     * @return the sum, of the shape of the array
     */
    public static Value add(Ops ops, Value x, Value bias, BiasRule rule) {
        List<Integer> axes = IntStream.range(0, bias.shape().rank())
                .filter(axis -> bias.shape().size(axis) != 1)
                .boxed()
                .toList();
        if (rule == BiasRule.OWN_AXIS || axes.size() != 1 || x.shape().rank() < 2) {
            return ops.add(x, bias);
        }
        int size = bias.shape().size(axes.get(0));
        Shape shape = x.shape();
        int own = shape.rank() - bias.shape().rank() + axes.get(0);
        int axis = shape.last() == size ? shape.rank() - 1 : shape.size(1) == size ? 1 : own;
        List<Integer> sizes = IntStream.range(axis, shape.rank())
                .mapToObj(i -> i == axis ? size : 1)
                .toList();
        return ops.add(x, ops.reshape(bias, Shape.of(sizes)));
    }
}
