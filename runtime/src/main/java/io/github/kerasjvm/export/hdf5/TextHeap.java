package io.github.kerasjvm.export.hdf5;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The global heap: texts of any length, each in a collection of its own (HDF5 specification, III.E). */
final class TextHeap {

    /** H5HGprivate.h, {@code H5HG_MINSIZE}: a smaller collection is refused. */
    private static final int LEAST = 4096;

    private static final int HEADER = 16;

    private final Metadata metadata;
    private final Map<String, Long> collections = new HashMap<>();

    TextHeap(Metadata metadata) {
        this.metadata = metadata;
    }

    /** The 16 bytes that stand for a text, which is written if it is not there. */
    byte[] reference(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long collection = bytes.length == 0 ? 0 : collections.computeIfAbsent(text, key -> write(bytes));
        return Metadata.block(16)
                .putInt(bytes.length)
                .putLong(collection)
                .putInt(bytes.length == 0 ? 0 : 1)
                .array();
    }

    private long write(byte[] text) {
        int object = HEADER + Metadata.padded(text.length);
        int size = Math.max(LEAST, Math.addExact(HEADER, object));
        ByteBuffer block = Metadata.block(size)
                .put(new byte[] {'G', 'C', 'O', 'L', 1, 0, 0, 0})
                .putLong(size)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(0)
                .putLong(text.length)
                .put(text);
        int free = size - HEADER - object;
        if (free >= HEADER) {
            // Object 0 is what is free; its size counts its header.
            block.position(HEADER + object).putLong(0).putLong(free);
        }
        return metadata.add(block.array());
    }
}
