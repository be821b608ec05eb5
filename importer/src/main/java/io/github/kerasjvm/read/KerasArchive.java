package io.github.kerasjvm.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.ImportException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The archive that Keras 2.13 and later write as {@code .keras}. Members are read by their exact names into memory;
 * nothing is unpacked, and no other member is touched.
 */
final class KerasArchive {

    private static final String CONFIG = "config.json";
    private static final String METADATA = "metadata.json";
    private static final String WEIGHTS = "model.weights.h5";
    private static final String NUMPY_WEIGHTS = "model.weights.npz";

    private final String name;
    private final ZipFile zip;
    private final Limits limits;

    private KerasArchive(String name, ZipFile zip, Limits limits) {
        this.name = name;
        this.zip = zip;
        this.limits = limits;
    }

    static RawModel read(String name, Path path, Limits limits) throws IOException {
        try (ZipFile zip = new ZipFile(path.toFile())) {
            return new KerasArchive(name, zip, limits).read();
        } catch (ZipException e) {
            throw Failure.of(name, Code.DAMAGED, "the zip archive is damaged or truncated: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            // A member whose name is not text (java.util.zip throws this).
            throw Failure.of(name, Code.ARCHIVE, "the zip archive has a member without a proper name", e);
        }
    }

    private RawModel read() throws IOException {
        Set<String> names = names();
        if (!names.contains(CONFIG)) {
            throw notKeras(names);
        }
        if (!names.contains(WEIGHTS) && names.contains(NUMPY_WEIGHTS)) {
            throw Failure.of(
                    name,
                    Code.CONTAINER,
                    "the weights are in " + NUMPY_WEIGHTS + ", which is not read",
                    "Save the model with Keras's own model.save()");
        }
        String config = text(CONFIG);
        JsonNode root = Json.parse(name, config, limits);
        JsonNode compiled = root.path("compile_config");
        String version = names.contains(METADATA)
                ? Json.parse(name, text(METADATA), limits).path("keras_version").asText("")
                : "";
        Optional<Hdf5File> weights = names.contains(WEIGHTS)
                ? Optional.of(Hdf5File.open(name, member(WEIGHTS, limits.totalBytes(), "totalBytes"), limits))
                : Optional.empty();
        return new RawModel(
                name,
                RawModel.Container.KERAS_ZIP,
                Optional.of(Architecture.find(name, config, limits)),
                compiled.isObject() && !compiled.isEmpty() ? Optional.of(compiled.toString()) : Optional.empty(),
                version,
                "",
                weights.map(file -> Hdf5Model.tree(file.root())),
                weights.map(file -> Hdf5Model.optimizer(file.root())).orElse(List.of()),
                weights.<AutoCloseable>map(file -> file).orElse(() -> {}));
    }

    private Set<String> names() {
        if (zip.size() > limits.entries()) {
            throw Failure.overLimit(name, "members of the archive", zip.size(), "entries", limits.entries());
        }
        Set<String> names = new HashSet<>();
        zip.stream().map(ZipEntry::getName).forEach(member -> {
            // Two readers may see two different models.
            if (!names.add(member)) {
                throw Failure.of(name, Code.ARCHIVE, "the archive has two members " + member, "");
            }
        });
        return names;
    }

    private ImportException notKeras(Set<String> names) {
        if (names.contains(METADATA) || names.contains(WEIGHTS)) {
            return Failure.of(name, Code.ARCHIVE, "the archive lacks its member " + CONFIG, "Save the model again");
        }
        boolean isTorch = names.stream().anyMatch(member -> member.endsWith("data.pkl"));
        boolean isNumpy = !names.isEmpty() && names.stream().allMatch(member -> member.endsWith(".npy"));
        String what =
                isTorch ? "a PyTorch archive" : isNumpy ? "NumPy arrays (.npz)" : "a zip archive without a Keras model";
        return Failure.of(name, Code.NOT_A_MODEL, what, "Expected " + CONFIG + " and " + WEIGHTS + " in it");
    }

    private String text(String member) throws IOException {
        return new String(member(member, limits.configBytes(), "configBytes"), StandardCharsets.UTF_8);
    }

    private byte[] member(String member, long most, String limit) throws IOException {
        ZipEntry entry = zip.getEntry(member);
        // The header may lie about the size: what is really read is bounded.
        long bound = Math.min(Math.min(most, Integer.MAX_VALUE - 8), inflated(entry.getCompressedSize()));
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes((int) bound);
            if (in.read() < 0) {
                return bytes;
            }
        }
        if (bound < Math.min(most, Integer.MAX_VALUE - 8)) {
            throw Failure.of(
                    name,
                    Code.LIMIT,
                    "the member " + member + " inflates to more than " + limits.inflateRatio()
                            + " times its stored size",
                    "Raise the limit with --limit inflateRatio=… if you trust the file");
        }
        throw Failure.overLimit(name, "bytes of the member " + member + ", more than", bound, limit, most);
    }

    /** How many bytes a member may have for its stored size; a small one always has some room. */
    private long inflated(long stored) {
        return Math.max(64 << 10, Math.max(stored, 1) * Math.min(limits.inflateRatio(), 1L << 20));
    }
}
