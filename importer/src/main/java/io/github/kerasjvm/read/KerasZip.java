package io.github.kerasjvm.read;

import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.read.RawModel.Container;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A {@code .keras} archive: {@code metadata.json}, {@code config.json} and {@code model.weights.h5}, by exactly these
 * names. Other members, such as {@code assets/…}, are left alone.
 */
final class KerasZip {

    private static final String CONFIG = "config.json";
    private static final String METADATA = "metadata.json";
    private static final String WEIGHTS = "model.weights.h5";

    private KerasZip() {}

    static RawModel read(Source source, Bytes bytes, AutoCloseable resource) {
        ZipArchive archive = ZipArchive.open(source, bytes);
        if (!archive.has(CONFIG)) {
            throw noKeras(source, archive.names());
        }
        KerasJson config = KerasJson.find(source, text(source, archive, CONFIG));
        String version = archive.has(METADATA)
                ? Json.parse(source.file(), text(source, archive, METADATA), source.limits())
                        .path("keras_version")
                        .asText("")
                : "";
        RawModel weights = weights(source, archive, resource);
        return new RawModel(
                source.file(),
                Container.KERAS_ZIP,
                Optional.of(config.text()),
                config.trainingConfig(source),
                version,
                "",
                weights.weights(),
                weights.optimizer(),
                resource);
    }

    /** Everything but the architecture and the weights. */
    static SortedMap<String, byte[]> others(Source source, Bytes bytes) {
        ZipArchive archive = ZipArchive.open(source, bytes);
        SortedMap<String, byte[]> others = new TreeMap<>();
        long left = source.limits().totalBytes();
        for (String name : archive.names()) {
            if (!name.equals(CONFIG) && !name.equals(WEIGHTS) && !name.endsWith("/")) {
                Bytes content = archive.content(name, left, "totalBytes");
                byte[] all = new byte[Math.toIntExact(content.size())];
                content.slice(0, all.length).get(all);
                left -= all.length;
                others.put(name, all);
            }
        }
        return others;
    }

    private static String text(Source source, ZipArchive archive, String name) {
        return FileKind.text(source, archive.content(name, source.limits().configBytes(), "configBytes"));
    }

    private static RawModel weights(Source source, ZipArchive archive, AutoCloseable resource) {
        if (!archive.has(WEIGHTS)) {
            String other = archive.names().stream()
                    .filter(name -> name.startsWith("model.weights."))
                    .findFirst()
                    .map(name -> "its weights are in " + Source.quoted(name) + ", which is not read")
                    .orElse("it has no member " + Source.quoted(WEIGHTS));
            throw source.problem(Code.ARCHIVE, other, "Save the model again with Keras 3, in one file.");
        }
        Bytes content = archive.content(WEIGHTS, source.limits().totalBytes(), "totalBytes");
        if (Hdf5File.signatureAt(content) < 0) {
            throw source.problem(
                    Code.ARCHIVE, "member " + Source.quoted(WEIGHTS) + " is not HDF5", "Save the model again.");
        }
        return KerasHdf5.read(source, content, resource);
    }

    private static ImportException noKeras(Source source, Set<String> names) {
        if (names.contains(WEIGHTS)) {
            return source.problem(
                    Code.ARCHIVE,
                    "it has no member " + Source.quoted(CONFIG),
                    "Get the file again, or save the model again.");
        }
        if (has(names, "/data.pkl") || has(names, "data.pkl")) {
            return source.notAModel("a PyTorch model, which is a pickle and runs code when it is loaded", "");
        }
        if (has(names, "saved_model.pb")) {
            return source.notAModel(
                    "a zipped TensorFlow SavedModel, which holds TensorFlow operations and no layers",
                    "Save the model in Python as .keras: model.save(\"model.keras\").");
        }
        if (names.contains("configuration.json") && names.contains("coefficients.bin")) {
            return source.notAModel("a Deeplearning4j model", "Give the Keras file that it was made from.");
        }
        if (!names.isEmpty() && names.stream().allMatch(name -> name.endsWith(".npy"))) {
            return source.notAModel("NumPy arrays (.npz)", "Save the whole model: model.save(\"model.keras\").");
        }
        if (has(names, ".h5") || has(names, ".hdf5") || has(names, ".keras")) {
            return source.notAModel("a zip archive with a model file in it", "Unpack it, and give the model file.");
        }
        String first = names.stream().limit(5).map(Source::quoted).toList().toString();
        return source.notAModel("a zip archive without config.json, so no .keras file; it holds " + first, "");
    }

    private static boolean has(Set<String> names, String end) {
        return names.stream().anyMatch(name -> name.endsWith(end));
    }
}
