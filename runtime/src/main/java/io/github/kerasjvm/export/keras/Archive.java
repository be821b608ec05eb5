package io.github.kerasjvm.export.keras;

import io.github.kerasjvm.export.hdf5.Hdf5Group;
import io.github.kerasjvm.export.hdf5.Hdf5Writer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A {@code .keras} archive. Nothing in it is compressed, as Keras has it, and every member has the same time, so that the
 * same model gives the same bytes. The weights are put together twice, once to count them: the archive is a stream.
 */
final class Archive {

    /** The first moment that a zip archive knows. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private Archive() {}

    static void write(String config, Hdf5Group weights, Map<String, byte[]> others, OutputStream out)
            throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.setMethod(ZipOutputStream.STORED);
        if (others.containsKey("metadata.json")) {
            add(zip, "metadata.json", others.get("metadata.json"));
        }
        add(zip, "config.json", config.getBytes(StandardCharsets.UTF_8));
        Counting counting = new Counting();
        Hdf5Writer.write(weights, counting);
        zip.putNextEntry(entry("model.weights.h5", counting.bytes, counting.crc));
        Hdf5Writer.write(weights, zip);
        zip.closeEntry();
        for (Map.Entry<String, byte[]> other : others.entrySet()) {
            if (!other.getKey().equals("metadata.json")) {
                add(zip, other.getKey(), other.getValue());
            }
        }
        zip.finish();
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        zip.putNextEntry(entry(name, content.length, crc));
        zip.write(content);
        zip.closeEntry();
    }

    private static ZipEntry entry(String name, long bytes, CRC32 crc) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        entry.setSize(bytes);
        entry.setCrc(crc.getValue());
        return entry;
    }

    /** Counts and checks what it takes. */
    private static final class Counting extends OutputStream {
        private final CRC32 crc = new CRC32();
        private long bytes;

        @Override
        public void write(int b) {
            crc.update(b);
            bytes++;
        }

        @Override
        public void write(byte[] part, int from, int length) {
            crc.update(part, from, length);
            bytes += length;
        }
    }
}
