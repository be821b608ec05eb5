package io.github.kerasjvm.read;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The bytes of a file.
 *
 * <p>Read, not mapped: a mapping would outlive {@link #close()}, keep the file locked on Windows, and crash the reader
 * with an error when the file is cut while it is open. Small reads go through a few cached blocks, large ones around
 * them.
 */
final class FileBytes implements Bytes {

    private static final int BLOCK = 16 << 10;
    private static final int CACHED_BLOCKS = 256;
    private static final int TRANSFER = 1 << 20;

    private final FileChannel channel;
    private final long size;
    private final Map<Long, byte[]> blocks = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
            return size() > CACHED_BLOCKS;
        }
    };
    // One large buffer is kept for the next reader; a second reader at the same time makes its own.
    private final AtomicReference<ByteBuffer> spare = new AtomicReference<>();

    private FileBytes(FileChannel channel, long size) {
        this.channel = channel;
        this.size = size;
    }

    static FileBytes open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new FileBytes(channel, channel.size());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public ByteBuffer slice(long offset, int length) {
        Bytes.check(offset, length, size);
        long block = offset / BLOCK;
        int start = (int) (offset % BLOCK);
        ByteBuffer slice;
        if (start + (long) length <= BLOCK) {
            slice = ByteBuffer.wrap(block(block)).slice(start, length).asReadOnlyBuffer();
        } else {
            slice = ByteBuffer.allocate(length);
            fill(slice, offset);
        }
        return slice.order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void read(long offset, long length, Consumer<ByteBuffer> part) {
        Bytes.check(offset, length, size);
        if (length <= BLOCK) {
            part.accept(slice(offset, (int) length));
            return;
        }
        ByteBuffer kept = spare.getAndSet(null);
        ByteBuffer buffer = kept == null ? ByteBuffer.allocateDirect(TRANSFER) : kept;
        for (long done = 0; done < length; done += TRANSFER) {
            buffer.clear().limit((int) Math.min(TRANSFER, length - done));
            fill(buffer, offset + done);
            part.accept(buffer.slice().order(ByteOrder.LITTLE_ENDIAN));
        }
        spare.set(buffer);
    }

    private synchronized byte[] block(long index) {
        // What happens to be in the cache is not read either once the file is closed.
        if (!channel.isOpen()) {
            throw new UncheckedIOException(new ClosedChannelException());
        }
        byte[] cached = blocks.get(index);
        if (cached == null) {
            cached = new byte[(int) Math.min(BLOCK, size - index * BLOCK)];
            fill(ByteBuffer.wrap(cached), index * BLOCK);
            blocks.put(index, cached);
        }
        return cached;
    }

    /** Fills the buffer from its position to its limit and makes it ready to be read from its start. */
    private void fill(ByteBuffer buffer, long offset) {
        try {
            long at = offset;
            while (buffer.hasRemaining()) {
                int read = channel.read(buffer, at);
                if (read < 0) {
                    throw new EOFException("the file became shorter while it was read");
                }
                at += read;
            }
            buffer.flip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        spare.set(null);
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
