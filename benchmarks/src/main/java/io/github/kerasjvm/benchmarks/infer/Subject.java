package io.github.kerasjvm.benchmarks.infer;

import io.github.kerasjvm.model.KerasModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A model that everybody predicts with.
 *
 * @param id its short name
 * @param says what it is
 * @param file as it was written; keras-jvm reads this one
 * @param keras3 as Keras 3 reads it, the same file where Keras 3 can
 * @param folder where what was made of it lies
 * @param top inputs are drawn below this number
 * @param whole whether inputs are whole numbers, as words are
 */
record Subject(String id, String says, Path file, Path keras3, Path folder, int top, boolean whole) {

    /** How many rows of inputs are drawn; larger batches repeat them. */
    static final int ROWS = 128;

    /** What Keras itself exports. */
    Path onnx() {
        return beside(".onnx");
    }

    /** A form that stock DL4J may read. */
    Path legacy() {
        return file.toString().endsWith(".h5") ? file : beside(".legacy.h5");
    }

    /** The inputs, as float32 row by row. */
    Path inputs() {
        return folder.resolve(id + ".inputs");
    }

    private Path beside(String ending) {
        String name = keras3.getFileName().toString();
        return folder.resolve(name.substring(0, name.lastIndexOf('.')) + ending);
    }

    /** The shape of a row, as a child process takes it. */
    static String row(KerasModel model) {
        return Arrays.stream(model.inputs().get(0).shape().from(1).toArray())
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(","));
    }
}
