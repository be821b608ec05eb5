package io.github.kerasjvm.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.problem.Problem;
import io.github.kerasjvm.read.Json;
import io.github.kerasjvm.read.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.util.ModelSerializer;

/**
 * Restores a network through stock DL4J, after a look at what the archive would make DL4J do: DL4J deserialises Java
 * objects from one entry, makes instances of any class that the configuration names, and trusts every declared size.
 *
 * <p>DL4J is given an archive packed anew from the entries that were looked at, so that both have read the same.
 */
final class ArchiveReader {

    /** All that a network needs; the state of its optimizer may come along. */
    private static final List<String> ENTRIES = List.of(
            ModelSerializer.CONFIGURATION_JSON,
            ModelSerializer.COEFFICIENTS_BIN,
            ModelSerializer.NO_PARAMS_MARKER,
            ModelSerializer.UPDATER_BIN);

    /** Keys under which DL4J's configuration names classes: most things, and distributions. */
    private static final List<String> CLASS_KEYS = List.of("@class", "type");

    /** Where the classes of DL4J's configurations lie. */
    private static final List<String> PACKAGES = List.of(
            "org.deeplearning4j.nn.conf.distribution",
            "org.deeplearning4j.nn.conf.dropout",
            "org.deeplearning4j.nn.conf.graph",
            "org.deeplearning4j.nn.conf.graph.rnn",
            "org.deeplearning4j.nn.conf.layers",
            "org.deeplearning4j.nn.conf.layers.convolutional",
            "org.deeplearning4j.nn.conf.layers.misc",
            "org.deeplearning4j.nn.conf.layers.recurrent",
            "org.deeplearning4j.nn.conf.preprocessor",
            "org.deeplearning4j.nn.weights",
            "org.nd4j.linalg.activations.impl",
            "org.nd4j.linalg.learning.config",
            "org.nd4j.linalg.learning.regularization",
            "org.nd4j.linalg.lossfunctions.impl",
            "org.nd4j.linalg.schedule");

    private final String file;
    private final Limits limits;

    private ArchiveReader(String file, Limits limits) {
        this.file = file;
        this.limits = limits;
    }

    /**
     * Restores a network.
     *
     * @param file the archive's name for messages
     * @param archive the archive
     * @param limits how much it may ask for
     * @return the network, to be closed
     * @throws ImportException if it is damaged, holds something that is refused, or is over a limit
     * @throws IOException if it cannot be read
     */
    static Model restore(String file, InputStream archive, Limits limits) throws IOException {
        return new ArchiveReader(file, limits).restore(archive);
    }

    private Model restore(InputStream archive) throws IOException {
        Map<String, byte[]> entries = entries(archive);
        JsonNode config = Json.parse(file, configuration(entries), limits);
        checkClasses(config);
        byte[] coefficients = entries.get(ModelSerializer.COEFFICIENTS_BIN);
        if (coefficients == null) {
            throw failure(Code.ARCHIVE, ModelSerializer.COEFFICIENTS_BIN + " is missing");
        }
        checkArray(ModelSerializer.COEFFICIENTS_BIN, coefficients, config);
        byte[] updater = entries.get(ModelSerializer.UPDATER_BIN);
        if (updater != null) {
            checkArray(ModelSerializer.UPDATER_BIN, updater, config);
        }
        InputStream checked = new ByteArrayInputStream(packed(entries));
        try {
            return config.has("vertices")
                    ? ModelSerializer.restoreComputationGraph(checked, updater != null)
                    : ModelSerializer.restoreMultiLayerNetwork(checked, updater != null);
        } catch (RuntimeException e) { // DL4J throws what it happens to meet
            throw ImportException.of(
                    file,
                    List.of(Problem.ofFile(Code.DAMAGED, "DL4J cannot restore the network: " + e.getMessage(), "")),
                    e);
        }
    }

    private Map<String, byte[]> entries(InputStream archive) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        long left = limits.totalBytes();
        try (ZipInputStream zip = new ZipInputStream(archive)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!ENTRIES.contains(entry.getName())) {
                    throw failure(Code.ARCHIVE, "holds " + entry.getName() + ", which is not opened here");
                }
                long most = Math.min(left, Math.min(limits.arrayBytes(), Integer.MAX_VALUE - 16));
                byte[] bytes = zip.readNBytes((int) most);
                if (zip.read() >= 0) {
                    throw failure(Code.LIMIT, entry.getName() + " holds more than " + most + " bytes");
                }
                left -= bytes.length;
                if (entries.put(entry.getName(), bytes) != null) {
                    throw failure(Code.ARCHIVE, "holds " + entry.getName() + " twice");
                }
            }
        }
        return entries;
    }

    private String configuration(Map<String, byte[]> entries) {
        byte[] json = entries.get(ModelSerializer.CONFIGURATION_JSON);
        if (json == null) {
            throw failure(
                    Code.NOT_A_MODEL, "is no DL4J archive: " + ModelSerializer.CONFIGURATION_JSON + " is missing");
        }
        return new String(json, StandardCharsets.UTF_8);
    }

    private void checkClasses(JsonNode node) {
        node.properties().forEach(field -> {
            String value = field.getValue().asText();
            if (CLASS_KEYS.contains(field.getKey()) && value.contains(".") && !isAllowed(value)) {
                throw failure(Code.CODE, "names the class " + value + ", which is not made here");
            }
        });
        node.forEach(this::checkClasses);
    }

    private static boolean isAllowed(String className) {
        int end = className.lastIndexOf('.');
        return PACKAGES.contains(className.substring(0, end));
    }

    private void checkArray(String entry, byte[] bytes, JsonNode config) {
        if (bytes.length == 0) {
            if (hasSizes(config)) {
                throw failure(Code.WEIGHT_MISSING, entry + " is empty, and the network has parameters");
            }
            return;
        }
        String fault = ArrayHeader.fault(bytes);
        if (!fault.isEmpty()) {
            throw failure(Code.DAMAGED, entry + " " + fault);
        }
    }

    /** Whether a layer has parameters, for which DL4J would take as much memory as the configuration asks for. */
    private static boolean hasSizes(JsonNode node) {
        if (node.path("nin").asLong() > 0
                || node.path("nout").asLong() > 0
                || node.path("inputShape").isArray()) {
            return true;
        }
        for (JsonNode child : node) {
            if (hasSizes(child)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] packed(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(0);
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                ArchiveWriter.begin(zip, entry.getKey());
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private ImportException failure(Code code, String message) {
        return ImportException.of(file, List.of(Problem.ofFile(code, message, "")));
    }
}
