package io.github.kerasjvm.train.fit;

import io.github.kerasjvm.data.Batch;
import io.github.kerasjvm.data.Batches;
import io.github.kerasjvm.data.DataException;
import io.github.kerasjvm.data.DataSet;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import io.github.kerasjvm.train.TrainingBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rows to train on, in memory. Immutable.
 *
 * @param inputs one array for each input of the model, the rows first
 * @param labels one array for each output, the rows first, as they are stored: class indices or arrays
 * @param weights how much each row counts, {@code [rows]}, or each position, {@code [rows, steps]}; empty if all count once
 */
public record TrainingData(List<Tensor> inputs, List<Tensor> labels, Optional<Tensor> weights) {

    private static final int ROWS_AT_ONCE = 256;

    /**
     * Keeps its own copies.
     *
     * @param inputs one array for each input of the model
     * @param labels one array for each output
     * @param weights how much each row counts
     * @throws DataException if there are no rows, or not as many everywhere
     */
    public TrainingData {
        inputs = List.copyOf(inputs);
        labels = List.copyOf(labels);
        int rows = inputs.get(0).shape().size(0);
        for (Tensor array : Stream.of(inputs.stream(), labels.stream(), weights.stream())
                .flatMap(part -> part)
                .toList()) {
            if (array.shape().size(0) != rows) {
                throw new DataException(
                        "an array has " + array.shape().size(0) + " rows, expected " + rows + " as the first");
            }
        }
        if (rows == 0) {
            throw new DataException("the data has no rows");
        }
    }

    /**
     * Reads a data set into memory.
     *
     * @param data the data set, with labels
     * @return its rows
     * @throws DataException if it is damaged, has no labels, or does not fit into arrays
     */
    public static TrainingData of(DataSet data) {
        if (!data.hasLabels()) {
            throw new DataException("the data has no labels, expected one for each row");
        }
        List<float[]> arrays = new ArrayList<>();
        List<Shape> shapes = new ArrayList<>();
        int inputs = 0;
        int row = 0;
        try (Batches batches = data.batches(ROWS_AT_ONCE)) {
            while (batches.hasNext()) {
                Batch batch = batches.next();
                List<Tensor> all = Stream.concat(batch.inputs().stream(), batch.labels().stream())
                        .toList();
                if (row == 0) {
                    inputs = batch.inputs().size();
                    for (Tensor part : all) {
                        shapes.add(part.shape().with(0, data.rows()));
                        arrays.add(new float[size(shapes.get(shapes.size() - 1))]);
                    }
                }
                for (int i = 0; i < all.size(); i++) {
                    int width = all.get(i).elements() / batch.rows();
                    all.get(i).copyTo(0, arrays.get(i), row * width, all.get(i).elements());
                }
                row += batch.rows();
            }
        }
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < arrays.size(); i++) {
            tensors.add(Tensor.owning(shapes.get(i), arrays.get(i)));
        }
        return new TrainingData(tensors.subList(0, inputs), tensors.subList(inputs, tensors.size()), Optional.empty());
    }

    private static int size(Shape shape) {
        if (shape.elements() > Integer.MAX_VALUE - 8) {
            throw new DataException("the data, " + shape + ", does not fit into an array; train on a part of it");
        }
        return (int) shape.elements();
    }

    /**
     * How many rows there are.
     *
     * @return 1 or more
     */
    public int rows() {
        return inputs.get(0).shape().size(0);
    }

    /**
     * How many rows are trained on when a share is kept for evaluation: {@code (int) (rows * (1 - share))}, the first ones.
     *
     * @param share the share that is not trained on, above 0 and below 1
     * @return the number of rows
     * @throws IllegalArgumentException if a part has no rows
     */
    public int rowsWithout(double share) {
        int left = (int) (rows() * (1 - share));
        if (!(share > 0 && share < 1) || left == 0 || left == rows()) {
            throw new IllegalArgumentException("a validation split of " + share + " leaves " + left + " of " + rows()
                    + " rows to train on; expected some for each part");
        }
        return left;
    }

    /**
     * Rows next to each other.
     *
     * @param from the first
     * @param to behind the last
     * @return a copy of them
     */
    public TrainingData rows(int from, int to) {
        return new TrainingData(
                inputs.stream().map(array -> array.rows(from, to)).toList(),
                labels.stream().map(array -> array.rows(from, to)).toList(),
                weights.map(array -> array.rows(from, to)));
    }

    /**
     * Rows in an order.
     *
     * @param order the numbers of rows
     * @param from the first place in the order
     * @param to behind the last place
     * @return a copy of the rows at these places
     */
    TrainingData picked(int[] order, int from, int to) {
        return new TrainingData(
                inputs.stream().map(array -> picked(array, order, from, to)).toList(),
                labels.stream().map(array -> picked(array, order, from, to)).toList(),
                weights.map(array -> picked(array, order, from, to)));
    }

    /** How much rows in an order count. */
    Optional<Tensor> pickedWeights(int[] order, int from, int to) {
        return weights.map(array -> picked(array, order, from, to));
    }

    private static Tensor picked(Tensor array, int[] order, int from, int to) {
        int width = array.elements() / array.shape().size(0);
        float[] values = new float[(to - from) * width];
        for (int i = from; i < to; i++) {
            array.copyTo(order[i] * width, values, (i - from) * width, width);
        }
        return Tensor.owning(array.shape().with(0, to - from), values);
    }

    /**
     * The rows as one batch.
     *
     * @return the batch
     */
    public TrainingBatch batch() {
        return new TrainingBatch(
                inputs, labels, labels.stream().map(array -> weights).toList());
    }

    /**
     * The rows in their order, in batches that are made as they are asked for.
     *
     * @param size the rows of a batch; the last may be smaller
     * @return the batches
     */
    public Iterable<TrainingBatch> batches(int size) {
        return () -> IntStream.iterate(0, from -> from < rows(), from -> from + size)
                .mapToObj(from -> rows(from, Math.min(rows(), from + size)).batch())
                .iterator();
    }
}
