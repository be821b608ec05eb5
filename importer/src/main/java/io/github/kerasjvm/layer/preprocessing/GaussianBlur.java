package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.op.Convolution;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.op.Window;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;

/** Keras {@code ops.image.gaussian_blur} as it computes on TensorFlow (backend/tensorflow/image.py): zeros stand outside. */
final class GaussianBlur {

    private GaussianBlur() {}

    /**
     * The weights of the neighbours along an axis: {@code exp(-(i / sigma)² / 2)}, brought to the sum 1.
     *
     * @param ops where to append
     * @param size how many, an odd number
     * @param sigma how far they reach, one number
     * @return {@code [size]}
     */
    static Value weights(Ops ops, int size, Value sigma) {
        return normed(ops, unnormed(ops, size, sigma));
    }

    /** The same for neighbours up to a drawn distance alone. */
    static Value weights(Ops ops, int size, Value sigma, Value most) {
        Value inside = ops.greaterOrEqual(most, ops.constant(Tensor.owning(Shape.of(size), distances(size, true))));
        return normed(ops, ops.multiply(unnormed(ops, size, sigma), inside));
    }

    private static Value unnormed(Ops ops, int size, Value sigma) {
        Value share = ops.divide(ops.constant(Tensor.owning(Shape.of(size), distances(size, false))), sigma);
        return ops.exponential(ops.multiply(ops.constant(-0.5), ops.multiply(share, share)));
    }

    private static Value normed(Ops ops, Value weights) {
        return ops.divide(weights, ops.reduce(ReduceFunction.SUM, weights, List.of(0), true));
    }

    private static float[] distances(int size, boolean absolute) {
        float[] distances = new float[size];
        for (int i = 0; i < size; i++) {
            float distance = i - (size - 1) / 2f;
            distances[i] = absolute ? Math.abs(distance) : distance;
        }
        return distances;
    }

    /**
     * Weighs the neighbours of every position, channel by channel.
     *
     * @param ops where to append
     * @param x the images
     * @param layout where their channels stand
     * @param kernel the weights {@code [height, width]}
     * @return images of the same shape
     */
    static Value of(Ops ops, Value x, Layout layout, Value kernel) {
        int channels = layout.channels(x.shape());
        int height = kernel.shape().size(0);
        int width = kernel.shape().size(1);
        Value each = ops.reshape(kernel, Shape.of(height, width, 1, 1));
        Value all = ops.broadcast(each, Shape.of(height, width, 1, channels));
        return ops.apply(new Convolution(List.of(centred(height), centred(width)), channels, layout), x, all);
    }

    /** A kernel that is a product is applied axis by axis. */
    static Value of(Ops ops, Value x, Layout layout, Value rows, Value columns) {
        Value down = of(ops, x, layout, ops.reshape(rows, Shape.of(rows.shape().size(0), 1)));
        return of(
                ops,
                down,
                layout,
                ops.reshape(columns, Shape.of(1, columns.shape().size(0))));
    }

    private static Window centred(int size) {
        return new Window(size, 1, 1, (size - 1) / 2, (size - 1) / 2);
    }
}
