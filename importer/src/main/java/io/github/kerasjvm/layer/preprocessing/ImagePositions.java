package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.op.Gather;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;

/**
 * Images {@code [images, height, width, channels]} as a table with a row for each position, so that the gradient of reading them
 * at drawn places is that of gathering rows.
 */
final class ImagePositions {

    /** Numbers of rows are held as floats, which are exact up to here. */
    private static final long MOST_ROWS = 1 << 24;

    private final Ops ops;
    private final Value rows;
    private final Value first;
    private final int width;

    ImagePositions(Ops ops, Value x, Training training) {
        Shape shape = x.shape();
        int positions = shape.size(1) * shape.size(2);
        long count = (long) shape.size(0) * positions;
        if (count > MOST_ROWS) {
            throw training.refused(
                    "moves " + count + " positions of the images of a batch at once, more than can be done"
                            + " exactly (" + MOST_ROWS + "); take a smaller batch");
        }
        float[] firsts = new float[shape.size(0)];
        for (int image = 0; image < firsts.length; image++) {
            firsts[image] = image * positions;
        }
        this.ops = ops;
        this.rows = ops.reshape(x, Shape.of(shape.size(0) * positions, shape.size(3)));
        this.first = ops.constant(Tensor.owning(Shape.of(firsts.length, 1), firsts));
        this.width = shape.size(2);
    }

    /** What stands at whole rows and columns inside the images: {@code [images, places]} to {@code [images, places, channels]}. */
    Value at(Value row, Value column) {
        Value number = ops.add(first, ops.add(ops.multiply(row, ops.constant(width)), column));
        return ops.apply(new Gather(), rows, number);
    }

    /** The rows or columns of the positions of an image, {@code [1, height * width]}. */
    static Value numbers(Ops ops, int height, int width, boolean ofRows) {
        float[] numbers = new float[height * width];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = ofRows ? i / width : i % width;
        }
        return ops.constant(Tensor.owning(Shape.of(1, numbers.length), numbers));
    }

    /** The same numbers of places with an axis for the channels. */
    static Value deep(Ops ops, Value x) {
        return ops.reshape(x, Shape.of(x.shape().size(0), x.shape().size(1), 1));
    }
}
