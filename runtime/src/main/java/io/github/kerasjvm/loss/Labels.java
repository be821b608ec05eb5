package io.github.kerasjvm.loss;

import io.github.kerasjvm.data.DataException;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;

/** Brings labels from how they are stored to how a loss or a metric takes them. */
public final class Labels {

    private Labels() {}

    /**
     * Brings class indices, one-hot rows or arrays to a shape.
     *
     * @param wanted the shape, batch first
     * @param stored the labels as they are stored
     * @param predictions the shape of the predictions, batch first
     * @return the labels of the wanted shape
     * @throws DataException if they do not fit
     */
    public static Tensor as(Shape wanted, Tensor stored, Shape predictions) {
        int rows = stored.shape().size(0);
        Shape known = wanted.with(0, rows);
        Shape shape = stored.shape();
        if (shape.equals(known)) {
            if (wanted.rank() < predictions.rank()) {
                checkClasses(stored, predictions.last());
            }
            return stored;
        }
        Shape positions = predictions.with(0, rows).without(-1);
        boolean indices = shape.equals(positions)
                || shape.rank() == predictions.rank()
                        && shape.last() == 1
                        && shape.without(-1).equals(positions);
        if (indices && predictions.last() == 1) {
            return stored.reshaped(known);
        }
        if (indices) {
            Tensor classes = stored.reshaped(positions);
            checkClasses(classes, predictions.last());
            return wanted.rank() < predictions.rank() ? classes : oneHot(classes, predictions.with(0, rows));
        }
        if (shape.equals(predictions.with(0, rows))) {
            return largest(stored, positions);
        }
        throw new DataException("the labels have the shape " + shape + ", the model gives " + predictions
                + "; expected class indices " + positions.with(0, Shape.ANY) + " or an array as the model gives");
    }

    private static void checkClasses(Tensor labels, int classes) {
        for (int i = 0; i < labels.elements(); i++) {
            float label = labels.get(i);
            if (label < 0 || label >= classes || label != Math.rint(label)) {
                throw new DataException("label " + label + " names no class; the model gives " + classes
                        + ", expected whole numbers from 0 to " + (classes - 1));
            }
        }
    }

    private static Tensor oneHot(Tensor classes, Shape shape) {
        float[] values = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < classes.elements(); i++) {
            values[i * shape.last() + (int) classes.get(i)] = 1;
        }
        return Tensor.owning(shape, values);
    }

    /**
     * The place of the largest element along the last axis; of the first if several are.
     *
     * @param values the array
     * @param positions its shape without the last axis
     * @return the places
     */
    public static Tensor largest(Tensor values, Shape positions) {
        int width = values.shape().last();
        float[] places = new float[values.elements() / width];
        for (int i = 0; i < places.length; i++) {
            places[i] = largest(values, i, width);
        }
        return Tensor.owning(positions, places);
    }

    /**
     * The place of the largest element of one position; of the first if several are.
     *
     * @param values the array
     * @param position which position, from 0
     * @param width the size of the last axis
     * @return the place, from 0
     */
    public static int largest(Tensor values, int position, int width) {
        int best = 0;
        for (int j = 1; j < width; j++) {
            best = values.get(position * width + j) > values.get(position * width + best) ? j : best;
        }
        return best;
    }
}
