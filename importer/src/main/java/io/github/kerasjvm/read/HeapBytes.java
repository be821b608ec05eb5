package io.github.kerasjvm.read;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/** Bytes in memory. */
final class HeapBytes implements Bytes {

    private final ByteBuffer bytes;

    /** Takes the array without copying it. */
    HeapBytes(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    @Override
    public long size() {
        return bytes.capacity();
    }

    @Override
    public ByteBuffer slice(long offset, int length) {
        Bytes.check(offset, length, size());
        return bytes.slice((int) offset, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void read(long offset, long length, Consumer<ByteBuffer> part) {
        Bytes.check(offset, length, size());
        part.accept(slice(offset, (int) length));
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
