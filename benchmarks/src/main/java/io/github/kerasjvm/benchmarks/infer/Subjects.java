package io.github.kerasjvm.benchmarks.infer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The models that there are.
 *
 * @param reference the folder of the reference models
 * @param work the folder where what is made lies
 */
record Subjects(Path reference, Path work) {

    /** The names of all, in the order of the report. */
    static final List<String> ALL = List.of("a", "b", "c", "d", "e", "mobilenet", "resnet", "lstm", "transformer");

    /** The depths of {@link #deep}. */
    static final List<Integer> DEPTHS = List.of(4, 8, 16, 32);

    /** How many words the transformer of {@code make_models.py} knows. */
    private static final int WORDS = 1000;

    /**
     * A model.
     *
     * @param name one of {@link #ALL}, or the path of a file that Keras 3 reads, whose inputs are numbers
     * @return the model
     */
    Subject of(String name) {
        return switch (name) {
            case "a" -> older("a", "two convolutions, channels first, Keras 1.2.2", "a_k1_cf.h5");
            case "b" ->
                written(
                        "b",
                        "two convolutions and two dense layers, 1.2 million weights",
                        "mnist_cnn_trained_model.h5");
            case "c" -> written("c", "four convolutions with batch normalisation", "c_k3_cl.keras");
            case "d" -> written("d", "three convolutions", "d_k2_cl.h5");
            case "e" -> pixels();
            case "mobilenet" -> made("mobilenet", "MobileNet of half width, 96 x 96 x 3", 1, false);
            case "resnet" -> made("resnet", "four residual blocks, 32 x 32 x 3", 1, false);
            case "lstm" -> made("lstm", "two layers of LSTM, 48 steps of 32", 1, false);
            case "transformer" -> made("transformer", "two blocks of an encoder, 64 places of 64", WORDS, true);
            default -> given(name);
        };
    }

    /** As many convolutions one behind the other. */
    Subject deep(int layers) {
        return made("depth_" + layers, layers + " convolutions", 1, false);
    }

    private Subject given(String name) {
        Path file = Path.of(name);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no model " + name + "; there are: " + String.join(", ", ALL)
                    + ", and any .h5 or .keras file");
        }
        return new Subject(file.getFileName().toString(), "", file, file, work, 1, false);
    }

    private Subject written(String id, String says, String name) {
        Path file = reference.resolve(name);
        return new Subject(id, says, file, file, work, 1, false);
    }

    private Subject pixels() {
        Path file = reference.resolve("e_k3_cl.keras");
        return new Subject("e", "two convolutions, pixels 0 to 255", file, file, work, 255, false);
    }

    /** One that Keras 3 cannot read; it is given what {@code convert} makes of it. */
    private Subject older(String id, String says, String name) {
        return new Subject(id, says, reference.resolve(name), work.resolve(id + ".keras"), work, 1, false);
    }

    private Subject made(String id, String says, int top, boolean whole) {
        Path file = work.resolve(id + ".keras");
        return new Subject(id, says, file, file, work, top, whole);
    }
}
