package io.github.kerasjvm.read;

import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.read.RawModel.Container;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Opens model files. The first bytes decide what a file is, never its name; what is not a model is refused by saying
 * what it is.
 *
 * <p>Opening lists every array with its shape and reads none of them.
 */
public final class ModelReader {

    private ModelReader() {}

    /**
     * Opens a file: HDF5 of a whole model or of weights, a {@code .keras} archive, or an architecture as JSON or YAML.
     *
     * @param file the file
     * @param limits how much it may ask for
     * @return what it holds; the caller closes it
     * @throws ImportException if the file cannot be read, is no model, is damaged, or is over a limit
     */
    public static RawModel open(Path file, Limits limits) {
        Source source = new Source(file.toString(), limits);
        Bytes bytes = bytes(source, file);
        try {
            return read(source, bytes, bytes);
        } catch (RuntimeException | Error e) {
            bytes.close();
            throw e;
        }
    }

    /**
     * Opens an architecture and the file with its weights.
     *
     * @param architecture JSON or YAML text; or any model file, of which the architecture is taken
     * @param weights weights as {@code .h5} or {@code .weights.h5}; or any model file, of which the weights are taken
     * @param limits how much each of them may ask for
     * @return the model of both; the caller closes it
     * @throws ImportException if one of the files cannot be read, or does not hold its half
     */
    public static RawModel open(Path architecture, Path weights, Limits limits) {
        RawModel first = open(architecture, limits);
        RawModel second;
        try {
            second = open(weights, limits);
        } catch (RuntimeException | Error e) {
            first.close();
            throw e;
        }
        try {
            return joined(first, second, limits);
        } catch (RuntimeException | Error e) {
            first.close();
            second.close();
            throw e;
        }
    }

    /**
     * Opens a model that is in memory.
     *
     * @param name what to call it in messages
     * @param bytes the file's bytes; not copied, and not to be changed while the model is open
     * @param limits how much it may ask for
     * @return what it holds
     * @throws ImportException if it is no model, is damaged, or is over a limit
     */
    public static RawModel openBytes(String name, byte[] bytes, Limits limits) {
        Bytes heap = new HeapBytes(bytes);
        return read(new Source(name, limits), heap, heap);
    }

    /**
     * What else is in a {@code .keras} archive: everything but the architecture and the weights, {@code metadata.json} and
     * the vocabularies in {@code assets/}.
     *
     * @param file the file
     * @param limits how much it may ask for
     * @return the content by name, in the order of the names; empty for a file of another kind
     * @throws ImportException if the file cannot be read, is damaged, or is over a limit
     */
    public static SortedMap<String, byte[]> otherMembers(Path file, Limits limits) {
        Source source = new Source(file.toString(), limits);
        try (Bytes bytes = bytes(source, file)) {
            FileKind kind = Guard.run(source, "the start of the file", () -> FileKind.of(bytes));
            return kind.form() == FileKind.Form.ZIP ? KerasZip.others(source, bytes) : new TreeMap<>();
        }
    }

    private static RawModel joined(RawModel first, RawModel second, Limits limits) {
        if (first.config().isEmpty()) {
            throw new Source(first.file(), limits)
                    .problem(Code.WEIGHTS_ONLY, "expected an architecture, and it holds weights only", "");
        }
        if (second.weights().isEmpty()) {
            throw new Source(second.file(), limits)
                    .problem(Code.WEIGHTS_ABSENT, "expected weights, and it holds an architecture only", "");
        }
        if (isOfKeras1(first) != isOfKeras1(second)
                && !first.kerasVersion().isEmpty()
                && !second.kerasVersion().isEmpty()) {
            throw new Source(second.file(), limits)
                    .problem(
                            Code.WEIGHTS_MATCHING,
                            "the weights are of Keras " + second.kerasVersion() + ", the architecture of Keras "
                                    + first.kerasVersion() + "; Keras 1 stores weights differently",
                            "Load and save both in one version of Keras");
        }
        return new RawModel(
                first.file(),
                first.container(),
                first.config(),
                first.trainingConfig().or(second::trainingConfig),
                first.kerasVersion().isEmpty() ? second.kerasVersion() : first.kerasVersion(),
                // Theano stored kernels flipped: what counts is who wrote the weights.
                second.backend().isEmpty() ? first.backend() : second.backend(),
                second.weights(),
                second.optimizer(),
                () -> {
                    first.close();
                    second.close();
                });
    }

    private static boolean isOfKeras1(RawModel model) {
        return model.kerasVersion().startsWith("1.");
    }

    private static RawModel read(Source source, Bytes bytes, AutoCloseable resource) {
        try {
            FileKind kind = Guard.run(source, "the start of the file", () -> FileKind.of(bytes));
            return switch (kind.form()) {
                case HDF5 -> KerasHdf5.read(source, bytes, resource);
                case ZIP -> KerasZip.read(source, bytes, resource);
                case JSON ->
                    KerasJson.find(source, FileKind.text(source, bytes)).model(source, Container.JSON, resource);
                case YAML ->
                    KerasJson.findInYaml(source, FileKind.text(source, bytes)).model(source, Container.YAML, resource);
                case OTHER -> throw source.notAModel(kind.what(), kind.advice());
            };
        } catch (UncheckedIOException e) {
            throw source.problem(
                    Code.UNREADABLE, "reading failed: " + e.getCause().getMessage(), "", e);
        }
    }

    private static Bytes bytes(Source source, Path file) {
        if (Files.isDirectory(file)) {
            throw folder(source, file);
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw source.problem(Code.UNREADABLE, "is neither a file nor a folder", "");
        }
        try {
            return FileBytes.open(file);
        } catch (NoSuchFileException e) {
            throw source.problem(Code.UNREADABLE, "there is no such file", "", e);
        } catch (AccessDeniedException e) {
            throw source.problem(Code.UNREADABLE, "may not be read by this user", "", e);
        } catch (IOException | UnsupportedOperationException | SecurityException e) {
            throw source.problem(Code.UNREADABLE, "cannot be opened: " + e.getMessage(), "", e);
        }
    }

    private static ImportException folder(Source source, Path folder) {
        if (Files.exists(folder.resolve("saved_model.pb"))) {
            return source.notAModel(
                    "a TensorFlow SavedModel, which holds TensorFlow operations and no layers",
                    "Save the model in Python as .keras: model.save(\"model.keras\").");
        }
        if (Files.exists(folder.resolve("config.json")) && Files.exists(folder.resolve("model.weights.h5"))) {
            return source.notAModel(
                    "a folder with the parts of a .keras file",
                    "Give config.json and model.weights.h5 as the architecture and its weights.");
        }
        return source.notAModel("a folder; expected a file", "");
    }
}
