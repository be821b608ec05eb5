package io.github.kerasjvm.read;

import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.ImportException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Opens model files. The one door to the file system of the importer. */
public final class ModelReader {

    private ModelReader() {}

    /**
     * Opens a model, weights alone, or an architecture alone.
     *
     * @param file the file
     * @param limits how much it may ask for
     * @return what it holds, to be closed
     * @throws ImportException if it cannot be read or is not a Keras file
     */
    public static RawModel open(Path file, Limits limits) {
        String name = file.toString();
        try {
            return switch (kind(file)) {
                case HDF5 -> Hdf5Model.read(name, Hdf5File.open(name, file, limits));
                case ZIP -> KerasArchive.read(name, file, limits);
                case JSON -> architecture(name, file, limits);
            };
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /**
     * Opens an architecture together with its weights.
     *
     * @param file the architecture as JSON, or a model whose own weights are not to be used
     * @param weights an {@code .h5} or {@code .weights.h5} file
     * @param limits how much the files may ask for
     * @return what they hold together, to be closed
     * @throws ImportException if one of them cannot be read or is not a Keras file
     */
    public static RawModel open(Path file, Path weights, Limits limits) {
        try (RawModel model = open(file, limits)) {
            RawModel raw = open(weights, limits);
            if (raw.weights().isEmpty()) {
                raw.close();
                throw Failure.of(weights.toString(), Code.NOT_A_MODEL, "there are no weights in this file", "");
            }
            return new RawModel(
                    model.file(),
                    model.container(),
                    model.config(),
                    model.trainingConfig().or(raw::trainingConfig),
                    model.kerasVersion().isEmpty() ? raw.kerasVersion() : model.kerasVersion(),
                    model.backend().isEmpty() ? raw.backend() : model.backend(),
                    raw.weights(),
                    raw.optimizer(),
                    raw.resource());
        }
    }

    private static FileKind kind(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            boolean saved = Files.exists(file.resolve("saved_model.pb"));
            throw Failure.of(
                    file.toString(),
                    Code.NOT_A_MODEL,
                    saved ? "a TensorFlow SavedModel folder" : "a folder",
                    saved
                            ? "Load it in Python and save it with model.save(\"model.keras\")"
                            : "Name the model file in it");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return FileKind.of(file.toString(), in.readNBytes(FileKind.HEAD));
        }
    }

    private static RawModel architecture(String name, Path file, Limits limits) throws IOException {
        if (Files.size(file) > limits.configBytes()) {
            throw Failure.overLimit(name, "bytes of JSON", Files.size(file), "configBytes", limits.configBytes());
        }
        String text = Files.readString(file);
        String config = Architecture.find(name, text.startsWith("\uFEFF") ? text.substring(1) : text, limits);
        return new RawModel(
                name,
                RawModel.Container.JSON,
                Optional.of(config),
                Optional.empty(),
                "",
                "",
                Optional.empty(),
                List.of(),
                () -> {});
    }

    private static ImportException unreadable(String name, IOException e) {
        String what;
        if (e instanceof NoSuchFileException) {
            what = "there is no such file";
        } else if (e instanceof java.nio.file.AccessDeniedException) {
            what = "the file may not be read";
        } else if (e instanceof CharacterCodingException) {
            return Failure.of(name, Code.DAMAGED, "the JSON is not UTF-8 text", e);
        } else {
            what = "the file cannot be read: " + e.getMessage();
        }
        return Failure.of(name, Code.UNREADABLE, what, e);
    }
}
