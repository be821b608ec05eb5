package io.github.kerasjvm.read;

import io.jhdf.Superblock;
import io.jhdf.exceptions.HdfException;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * What jHDF reads from: nothing outside the file, and only so much in all.
 *
 * <p>jHDF's own storages allocate what the file asks for before they look whether it is there; and structures that refer
 * to each other many times over keep it busy for hours in a file of a few KiB. This one checks first, and counts.
 */
final class Storage implements HdfBackingStorage {

    // A read costs its bytes and a little more; no sound file is read over and over this often while it is opened.
    private static final long COST_OF_READ = 16;
    private static final long BASE = 4L << 20;
    private static final long PER_BYTE = 8;

    private final Bytes bytes;
    private final Superblock superblock;
    private long left;

    Storage(Bytes bytes, Superblock superblock) {
        this.bytes = bytes;
        this.superblock = superblock;
        this.left = BASE + PER_BYTE * bytes.size();
    }

    /** The same file with nothing read yet, for work after it was opened; used by one thread. */
    Storage fresh() {
        return new Storage(bytes, superblock);
    }

    Bytes bytes() {
        return bytes;
    }

    @Override
    public ByteBuffer readBufferFromAddress(long address, int length) {
        return map(address, length);
    }

    @Override
    public ByteBuffer map(long address, long length) {
        return mapNoOffset(address + getUserBlockSize(), length);
    }

    @Override
    public ByteBuffer mapNoOffset(long address, long length) {
        if (address < 0 || length < 0 || length > Integer.MAX_VALUE || address > size() - length) {
            throw new HdfException(
                    "it refers to " + length + " bytes at " + address + ", and the file has " + size() + " bytes");
        }
        left -= COST_OF_READ + length;
        if (left < 0) {
            throw new HdfException("its structures refer to each other over and over");
        }
        return bytes.slice(address, (int) length);
    }

    @Override
    public long getUserBlockSize() {
        return superblock.getBaseAddressByte();
    }

    @Override
    public Superblock getSuperblock() {
        return superblock;
    }

    @Override
    public FileChannel getFileChannel() {
        throw new HdfException("nothing is written, and read only through this object");
    }

    @Override
    public int getSizeOfOffsets() {
        return superblock.getSizeOfOffsets();
    }

    @Override
    public int getSizeOfLengths() {
        return superblock.getSizeOfLengths();
    }

    @Override
    public void close() {
        // The file is closed by whoever opened it.
    }

    @Override
    public long size() {
        return bytes.size();
    }

    @Override
    public boolean inMemory() {
        return true;
    }
}
