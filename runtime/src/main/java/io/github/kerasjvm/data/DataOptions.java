package io.github.kerasjvm.data;

import io.github.kerasjvm.op.Layout;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How data is read. Immutable; each option gives a new value.
 *
 * @param scale what is done to each number of the inputs
 * @param layout where the channels of the data stand; empty to see it from the shapes
 * @param split which part to take where a folder or archive holds a training and a test part
 * @param labels a file of labels, if they are not found beside the inputs by name
 * @param most how many rows to take at most, 1 or more
 */
public record DataOptions(Scale scale, Optional<Layout> layout, Split split, Optional<Path> labels, int most) {

    /** Everything as it is: no scaling, the test part, all rows. */
    public static final DataOptions DEFAULT =
            new DataOptions(Scale.NONE, Optional.empty(), Split.TEST, Optional.empty(), Integer.MAX_VALUE);

    /** A part of a data set. */
    public enum Split {
        /** The rows for training: {@code train-…}, {@code x_train}. */
        TRAIN,
        /** The rows for testing: {@code t10k-…}, {@code test-…}, {@code x_test}. */
        TEST
    }

    /** Checks the number of rows. */
    public DataOptions {
        if (most < 1) {
            throw new IllegalArgumentException("the number of rows is " + most + ", expected 1 or more");
        }
    }

    /**
     * The same options with a scale.
     *
     * @param other the scale
     * @return the options
     */
    public DataOptions scale(Scale other) {
        return new DataOptions(other, layout, split, labels, most);
    }

    /**
     * The same options for data whose channels stand in a certain place.
     *
     * @param other the layout of the data
     * @return the options
     */
    public DataOptions layout(Layout other) {
        return new DataOptions(scale, Optional.of(other), split, labels, most);
    }

    /**
     * The same options for a part of the data.
     *
     * @param other the part
     * @return the options
     */
    public DataOptions split(Split other) {
        return new DataOptions(scale, layout, other, labels, most);
    }

    /**
     * The same options with the labels from a file of their own.
     *
     * @param file an IDX or {@code .npy} file, or an {@code .npz} with one array
     * @return the options
     */
    public DataOptions labels(Path file) {
        return new DataOptions(scale, layout, split, Optional.of(file), most);
    }

    /**
     * The same options for the first rows only.
     *
     * @param rows how many, 1 or more
     * @return the options
     */
    public DataOptions most(int rows) {
        return new DataOptions(scale, layout, split, labels, rows);
    }
}
