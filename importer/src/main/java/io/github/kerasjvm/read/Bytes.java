package io.github.kerasjvm.read;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** The bytes of a file, of a part of one, or of memory; read only. Safe to share between threads. */
interface Bytes extends AutoCloseable {

    /** Parts that {@link #read} hands on are a multiple of this many bytes, but for the last. */
    int UNIT = 16;

    long size();

    /**
     * Some bytes, little endian, as a buffer of their own; not to be written to.
     *
     * @throws IndexOutOfBoundsException if they do not all exist
     */
    ByteBuffer slice(long offset, int length);

    /**
     * Hands many bytes on, part by part, in order; each part is valid only during the call.
     *
     * @throws IndexOutOfBoundsException if they do not all exist
     */
    void read(long offset, long length, Consumer<ByteBuffer> part);

    @Override
    void close();

    /** Some of these bytes as if they were a file of their own; closing it closes nothing. */
    default Bytes part(long offset, long length) {
        return new Part(this, offset, length);
    }

    /** Throws unless a range lies inside a size; safe against overflow. */
    static void check(long offset, long length, long size) {
        if (offset < 0 || length < 0 || offset > size || length > size - offset) {
            throw new IndexOutOfBoundsException(length + " bytes at " + offset + " of " + size);
        }
    }

    /** A range of other bytes. */
    record Part(Bytes whole, long start, long size) implements Bytes {
        public Part {
            check(start, size, whole.size());
        }

        @Override
        public ByteBuffer slice(long offset, int length) {
            check(offset, length, size);
            return whole.slice(start + offset, length);
        }

        @Override
        public void read(long offset, long length, Consumer<ByteBuffer> part) {
            check(offset, length, size);
            whole.read(start + offset, length, part);
        }

        @Override
        public void close() {
            // The whole is closed by whoever opened it.
        }
    }
}
