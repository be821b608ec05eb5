package io.github.kerasjvm.data;

import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rows of inputs, and of labels if there are any, as a model takes them. Reads its files again for each pass and holds
 * one batch in memory where the format allows (IDX, npy, npz, CSV, pictures). Immutable; safe to share.
 */
public final class DataSet {

    private final List<Rows> inputs;
    private final List<Rows> labels;
    private final List<String> classes;
    private final int count;

    DataSet(List<Rows> inputs, List<Rows> labels, List<String> classes, int most) {
        this.inputs = List.copyOf(inputs);
        this.labels = List.copyOf(labels);
        this.classes = List.copyOf(classes);
        Rows first = inputs.get(0);
        for (Rows rows : Stream.concat(inputs.stream(), labels.stream()).toList()) {
            if (rows.count() != first.count()) {
                throw new DataException(rows.name() + ": has " + rows.count() + " rows, " + first.name() + " has "
                        + first.count() + "; expected as many");
            }
        }
        this.count = Math.min(most, first.count());
    }

    /**
     * Opens a data set: an IDX file (labels beside it by name) or a folder with them, {@code .npz} ({@code x} and
     * {@code y}, {@code x_0}, {@code y_0}, …, {@code x_test}, {@code y_test}, {@code in_0}, …, or arrays named as the
     * inputs), {@code .npy}, {@code .csv} (label first), a picture, or a folder with a folder of pictures for each class.
     *
     * @param path the file or folder
     * @param wanted the inputs of the model, in order
     * @param options how to read
     * @return the data set
     * @throws DataException if it is missing, damaged, or does not fit the model
     */
    public static DataSet open(Path path, List<InputSpec> wanted, DataOptions options) {
        return DataFiles.open(path, wanted, options);
    }

    /**
     * A data set in memory.
     *
     * @param inputs one tensor for each input of the model, the batch first
     * @param labels one tensor for each output, the batch first; may be empty
     * @return the data set
     * @throws DataException if the numbers of rows differ
     */
    public static DataSet of(List<Tensor> inputs, List<Tensor> labels) {
        return new DataSet(rows("input ", inputs), rows("labels ", labels), List.of(), Integer.MAX_VALUE);
    }

    private static List<Rows> rows(String name, List<Tensor> tensors) {
        List<Rows> rows = new ArrayList<>();
        IntStream.range(0, tensors.size()).forEach(i -> rows.add(new TensorRows(name + i, tensors.get(i))));
        return rows;
    }

    /**
     * How many rows there are.
     *
     * @return 0 or more
     */
    public int rows() {
        return count;
    }

    /**
     * Whether there are labels.
     *
     * @return true if each row has one
     */
    public boolean hasLabels() {
        return !labels.isEmpty();
    }

    /**
     * The shapes of the inputs.
     *
     * @return the shapes in order, the batch open
     */
    public List<Shape> inputShapes() {
        return inputs.stream().map(rows -> rows.row().after(Shape.ANY)).toList();
    }

    /**
     * The names of the classes, where the data has them.
     *
     * @return the names by class index; empty if there are none
     */
    public List<String> classes() {
        return classes;
    }

    /**
     * Begins to read from the first row.
     *
     * @param size rows of a batch, 1 or more
     * @return the batches, to be closed
     * @throws DataException if a file cannot be read
     */
    public Batches batches(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("the batch size is " + size + ", expected 1 or more");
        }
        return new Batches(inputs, labels, count, size);
    }
}
