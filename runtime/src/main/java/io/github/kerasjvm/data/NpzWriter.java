package io.github.kerasjvm.data;

import io.github.kerasjvm.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Collects arrays and writes them as NumPy's {@code .npz}: members stored, version 1.0 headers, little-endian float32.
 * The same arrays give the same bytes. Not safe to share between threads.
 */
public final class NpzWriter {

    /** The first time that a zip archive can state; archives do not tell when they were written. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final Map<String, Object> members = new LinkedHashMap<>();

    /** Starts an empty archive. */
    public NpzWriter() {}

    /**
     * Adds an array.
     *
     * @param name its name, without {@code .npy}
     * @param array the array
     * @return this writer
     * @throws IllegalArgumentException if the name is taken
     */
    public NpzWriter add(String name, Tensor array) {
        return put(name, array);
    }

    /**
     * Adds a text as an array of rank 0.
     *
     * @param name its name, without {@code .npy}
     * @param text the text
     * @return this writer
     * @throws IllegalArgumentException if the name is taken
     */
    public NpzWriter add(String name, String text) {
        return put(name, text);
    }

    private NpzWriter put(String name, Object member) {
        if (members.putIfAbsent(name, member) != null) {
            throw new IllegalArgumentException("the archive has a member " + name + " already");
        }
        return this;
    }

    /**
     * Writes the archive.
     *
     * @param file the file; an existing one is replaced when the new one is complete
     * @throws DataException if the file cannot be written
     */
    public void write(Path file) {
        SafeFile.write(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            for (Map.Entry<String, Object> member : members.entrySet()) {
                byte[] bytes = member.getValue() instanceof Tensor array
                        ? Npy.bytes(array)
                        : Npy.bytes((String) member.getValue());
                store(zip, member.getKey() + ".npy", bytes);
            }
            zip.finish();
        });
    }

    private static void store(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }
}
