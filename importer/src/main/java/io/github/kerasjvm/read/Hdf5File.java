package io.github.kerasjvm.read;

import io.github.kerasjvm.problem.Code;
import io.jhdf.GlobalHeap;
import io.jhdf.Superblock;
import io.jhdf.Superblock.SuperblockV0V1;
import io.jhdf.Superblock.SuperblockV2V3;
import io.jhdf.SymbolTableEntry;
import io.jhdf.exceptions.HdfException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * An HDF5 file, walked one name at a time.
 *
 * <p>Uses the classes with which jHDF reads the structures of the format, and not its nodes: those follow links into
 * other files, read every child of a group to find one, and lose the whole group when one child is of a kind they do not
 * read. Not safe to share between threads; the arrays found in it are.
 */
final class Hdf5File {

    private static final long SIGNATURE = 0x0a1a0a0d46444889L;
    private static final int SUPERBLOCK_BYTES = 4096;

    private final Source source;
    private final Storage storage;
    private final Hdf5Group root;
    // Long lists of names share a heap: each layer's list would read it anew.
    private final Map<Long, GlobalHeap> heaps = new HashMap<>();
    private int entries;
    private long arrayBytes;

    private Hdf5File(Source source, Storage storage) {
        this.source = source;
        this.storage = storage;
        this.root = new Hdf5Group(this, "", rootAddress(), 0);
    }

    /**
     * Opens a file that has the signature of HDF5.
     *
     * @throws io.github.kerasjvm.problem.ImportException if it is damaged
     */
    static Hdf5File open(Source source, Bytes bytes) {
        return Guard.run(source, "the start of the HDF5 file", () -> {
            long start = signatureAt(bytes);
            int length = (int) Math.min(SUPERBLOCK_BYTES, bytes.size() - start);
            ByteBuffer first = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
            first.put(bytes.slice(start, length)).flip();
            Superblock superblock = Superblock.readSuperblock(first);
            if (superblock.getBaseAddressByte() != start) {
                throw new HdfException("its base address is not where it starts");
            }
            requireWhole(source, superblock.getEndOfFileAddress(), bytes.size());
            return new Hdf5File(source, new Storage(bytes, superblock));
        });
    }

    /** Where the signature is: at the start, or after a user block of 512, 1024, … bytes; -1 when nowhere. */
    static long signatureAt(Bytes bytes) {
        for (long at = 0; at <= bytes.size() - Long.BYTES; at = at == 0 ? 512 : at * 2) {
            if (bytes.slice(at, Long.BYTES).getLong() == SIGNATURE) {
                return at;
            }
        }
        return -1;
    }

    private static void requireWhole(Source source, long said, long size) {
        if (said > size) {
            throw source.damaged(
                    "the file is cut off: it has " + Source.bytes(size) + " and says that it has " + Source.bytes(said),
                    null);
        }
    }

    private long rootAddress() {
        if (storage.getSuperblock() instanceof SuperblockV0V1 old) {
            // jHDF gives the place within the buffer that it read the superblock from, which starts at the base
            // address.
            return new SymbolTableEntry(storage, old.getRootGroupSymbolTableAddress()).getObjectHeaderAddress();
        }
        return ((SuperblockV2V3) storage.getSuperblock()).getRootGroupObjectHeaderAddress();
    }

    Hdf5Group root() {
        return root;
    }

    Source source() {
        return source;
    }

    Storage storage() {
        return storage;
    }

    /** Where strings of any length are. */
    GlobalHeap heap(long address) {
        return heaps.computeIfAbsent(address, at -> new GlobalHeap(storage, at));
    }

    /** Counts a group or array that is looked at, so that hard links cannot make a small file endless. */
    void countEntry() {
        entries++;
        if (entries > source.limits().entries()) {
            throw source.over("groups and arrays in the file: at least", entries, "entries");
        }
    }

    /** Checks and counts an array that was found. */
    void countArray(String path, long elements) {
        long bytes = elements > Long.MAX_VALUE / Float.BYTES ? Long.MAX_VALUE : elements * Float.BYTES;
        if (elements > Integer.MAX_VALUE - 8) {
            throw source.problem(
                    Code.LIMIT,
                    "array " + Source.quoted(path) + " has " + elements + " elements; Java arrays end at 2147483639",
                    "");
        }
        if (bytes > source.limits().arrayBytes()) {
            throw source.over("array " + Source.quoted(path) + " takes as float32", bytes, "arrayBytes");
        }
        arrayBytes += bytes;
        if (arrayBytes > source.limits().totalBytes()) {
            throw source.over("all arrays together take as float32 at least", arrayBytes, "totalBytes");
        }
    }
}
