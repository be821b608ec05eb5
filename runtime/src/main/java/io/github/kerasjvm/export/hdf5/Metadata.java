package io.github.kerasjvm.export.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The part of a file that describes: blocks one behind the other, each written when the address of all it names is known. */
final class Metadata {

    /** The address of nothing. */
    static final long UNDEFINED = -1;

    private final long start;
    private byte[] bytes = new byte[1 << 12];
    private int size;

    /** Blocks from an address on, a multiple of 8. */
    Metadata(long start) {
        this.start = start;
    }

    /** The next block's address. */
    long next() {
        return start + size;
    }

    /** Appends a block, filled up to a multiple of 8. */
    long add(byte[] block) {
        long at = next();
        int padded = padded(block.length);
        if (Integer.MAX_VALUE - 16 - size < padded) {
            throw new IllegalArgumentException("names and attributes take more than 2 GB");
        }
        if (size + padded > bytes.length) {
            bytes = Arrays.copyOf(
                    bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(2L * bytes.length, size + padded)));
        }
        System.arraycopy(block, 0, bytes, size, block.length);
        size += padded;
        return at;
    }

    void writeTo(java.io.OutputStream out) throws java.io.IOException {
        out.write(bytes, 0, size);
    }

    static int padded(int length) {
        return Math.addExact(length, 7) & ~7;
    }

    /** Room for a block of a size. */
    static ByteBuffer block(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
