package io.github.kerasjvm.dl4j;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.read.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Archives that would make DL4J run code or take all memory do not reach DL4J. */
class ArchiveReaderTest {

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    @BeforeEach
    void sound() throws IOException {
        var model = Import.of(Suite.fixtures().resolve("reference/b_k3_cl.h5")).load();
        byte[] archive = Dl4jExporter.of(model).bytes();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
    }

    @Test
    void refusesAnEntryThatDl4jWouldDeserialise() {
        entries.put("preprocessor.bin", new byte[] {1});
        refused("holds preprocessor.bin, which is not opened here");
    }

    @Test
    void refusesAClassThatIsNoneOfDl4js() {
        String json = new String(entries.get("configuration.json"), StandardCharsets.UTF_8)
                .replaceFirst("org\\.nd4j\\.linalg\\.activations\\.impl\\.\\w+", "com.example.Evil");
        entries.put("configuration.json", json.getBytes(StandardCharsets.UTF_8));
        refused("names the class com.example.Evil, which is not made here");
    }

    @Test
    void refusesCoefficientsThatPromiseMoreThanIsThere() {
        byte[] coefficients = entries.get("coefficients.bin");
        entries.put("coefficients.bin", java.util.Arrays.copyOf(coefficients, coefficients.length - 4));
        refused("coefficients.bin says that it holds");
    }

    @Test
    void refusesANetworkWithoutTheParametersThatItDeclares() {
        entries.put("coefficients.bin", new byte[0]);
        entries.put("noParams.marker", new byte[0]);
        refused("coefficients.bin is empty, and the network has parameters");
    }

    @Test
    void refusesAnArchiveOfSomethingElse() {
        entries.remove("configuration.json");
        refused("is no DL4J archive");
    }

    @Test
    void refusesWhatIsOverALimit() throws IOException {
        byte[] archive = packed();
        assertThatThrownBy(() -> ArchiveReader.restore(
                        "x.zip", new ByteArrayInputStream(archive), Limits.DEFAULT.with("arrayBytes", 1000)))
                .isInstanceOf(ImportException.OverLimit.class);
    }

    private void refused(String message) {
        assertThatThrownBy(() -> ArchiveReader.restore("x.zip", new ByteArrayInputStream(packed()), Limits.DEFAULT))
                .isInstanceOf(ImportException.class)
                .hasMessageStartingWith("x.zip: ")
                .hasMessageContaining(message);
    }

    private byte[] packed() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }
}
