package io.github.kerasjvm.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of the demo, which come with the distribution.
 *
 * @param folder where they are
 */
record Demo(Path folder) {

    private static final String MODEL = "mnist_cnn_trained_model.h5";

    /** The files that came with this program; the launcher says where. */
    static Demo ofThisProcess() {
        String home = System.getProperty("keras-jvm.home", "");
        Path folder = Path.of(home, "demo");
        if (home.isEmpty() || !Files.isDirectory(folder)) {
            throw new CommandException(
                    ExitCode.DATA, "the demo's files are not there; start it with the launcher of the distribution");
        }
        return new Demo(folder);
    }

    Path model() {
        return folder.resolve(MODEL);
    }

    /** What Keras computed for the model, layer by layer. */
    Path golden() {
        return folder.resolve(MODEL + ".npz");
    }

    /** What Keras says about the models: losses and accuracies. */
    Path index() {
        return folder.resolve("index.json");
    }

    Path images() {
        return folder.resolve("digits-images-idx3-ubyte.gz");
    }

    Path labels() {
        return folder.resolve("digits-labels-idx1-ubyte.gz");
    }
}
