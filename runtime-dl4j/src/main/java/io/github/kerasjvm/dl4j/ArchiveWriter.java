package io.github.kerasjvm.dl4j;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Writes the archive that DL4J's {@code ModelSerializer} reads. Its own writer is not used: it writes the configuration
 * in the charset of the platform, and the time of day into every entry.
 */
final class ArchiveWriter {

    /** The earliest time that every zip tool can show; without a zone, so the same everywhere. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private ArchiveWriter() {}

    /**
     * Writes a network.
     *
     * @param hasUpdater whether the state of its updater goes along
     */
    static byte[] bytes(Model network, boolean hasUpdater) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(network, hasUpdater ? UpdaterState.of(network) : null, bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e); // cannot happen in memory
        }
        return bytes.toByteArray();
    }

    private static void write(Model network, INDArray updaterState, OutputStream target) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(target)) {
            begin(zip, ModelSerializer.CONFIGURATION_JSON);
            zip.write(ascii(configuration(network)).getBytes(StandardCharsets.US_ASCII));
            begin(zip, ModelSerializer.COEFFICIENTS_BIN);
            INDArray parameters = network.params();
            if (parameters == null || parameters.isEmpty()) { // told by an empty entry and a marker
                begin(zip, ModelSerializer.NO_PARAMS_MARKER);
            } else {
                DataOutputStream data = new DataOutputStream(zip);
                Nd4j.write(parameters, data);
                data.flush();
            }
            if (updaterState != null && !updaterState.isEmpty()) {
                begin(zip, ModelSerializer.UPDATER_BIN);
                DataOutputStream data = new DataOutputStream(zip);
                Nd4j.write(updaterState, data);
                data.flush();
            }
        }
    }

    static void begin(ZipOutputStream zip, String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
    }

    private static String configuration(Model network) {
        return network instanceof MultiLayerNetwork chain
                ? chain.getLayerWiseConfigurations().toJson()
                : ((ComputationGraph) network).getConfiguration().toJson();
    }

    /** The same JSON in ASCII alone: DL4J reads it in the charset of the platform, whatever that is over there. */
    private static String ascii(String json) {
        StringBuilder escaped = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c < 128) {
                escaped.append(c);
            } else {
                escaped.append(String.format("\\u%04x", (int) c));
            }
        }
        return escaped.toString();
    }
}
