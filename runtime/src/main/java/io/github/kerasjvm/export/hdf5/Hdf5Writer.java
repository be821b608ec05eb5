package io.github.kerasjvm.export.hdf5;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a tree of groups and arrays as an HDF5 file in the earliest format (superblock 0), which every version of h5py and
 * every other reader opens. The elements of the arrays come first, one behind the other, so that all addresses are known
 * before anything is written: the file is a stream, and the same tree gives the same bytes.
 */
public final class Hdf5Writer {

    private static final int SUPERBLOCK = 96;

    private final List<Hdf5Array> arrays = new ArrayList<>();
    private final Map<Hdf5Array, Long> addresses = new java.util.IdentityHashMap<>();

    private Hdf5Writer() {}

    /**
     * Writes a file.
     *
     * @param root the group at its root
     * @param out where to; stays open
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if an attribute is too long, or an array gives another number of elements than its
     *     shape says
     */
    public static void write(Hdf5Group root, OutputStream out) throws IOException {
        new Hdf5Writer().file(root, out);
    }

    private void file(Hdf5Group root, OutputStream out) throws IOException {
        long end = place(root, SUPERBLOCK);
        Metadata metadata = new Metadata(end);
        long header = describe(root, metadata, new TextHeap(metadata));
        out.write(superblock(metadata.next(), header));
        for (Hdf5Array array : arrays) {
            write(array, out);
        }
        metadata.writeTo(out);
    }

    /** Gives every array its place; returns the first free address. */
    private long place(Hdf5Group group, long from) {
        long next = from;
        for (Hdf5Node member : group.members().values()) {
            if (member instanceof Hdf5Group inner) {
                next = place(inner, next);
            } else if (member instanceof Hdf5Array array) {
                arrays.add(array);
                addresses.put(array, array.bytes() == 0 ? Metadata.UNDEFINED : next);
                next = Math.addExact(next, array.bytes()) + 7 & ~7L;
            }
        }
        return next;
    }

    /** Writes the header of a node, behind those of all that lies in it; returns its address. */
    private long describe(Hdf5Node node, Metadata metadata, TextHeap heap) {
        ObjectHeader header = new ObjectHeader();
        if (node instanceof Hdf5Group group) {
            Map<String, Long> headers = new LinkedHashMap<>();
            group.members().forEach((name, member) -> headers.put(name, describe(member, metadata, heap)));
            header.index(GroupIndex.write(metadata, headers));
        } else if (node instanceof Hdf5Array array) {
            header.array(array, addresses.get(array));
        }
        node.attributes().forEach((name, value) -> header.attribute(name, value, heap));
        return header.write(metadata);
    }

    private static byte[] superblock(long end, long root) {
        return Metadata.block(SUPERBLOCK)
                .put(new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'})
                .put(new byte[] {0, 0, 0, 0, 0, Long.BYTES, Long.BYTES, 0})
                .putShort((short) GroupIndex.LEAF_K)
                .putShort((short) GroupIndex.INTERNAL_K)
                .putInt(0)
                .putLong(0)
                .putLong(Metadata.UNDEFINED)
                .putLong(end)
                .putLong(Metadata.UNDEFINED)
                .putLong(0)
                .putLong(root)
                .array();
    }

    private static void write(Hdf5Array array, OutputStream out) throws IOException {
        Counted counted = new Counted(out);
        array.elements().writeTo(array.type(), counted);
        if (counted.written != array.bytes()) {
            throw new IllegalArgumentException("an array of the shape " + array.shape() + " takes " + array.bytes()
                    + " bytes, its elements are " + counted.written);
        }
        out.write(new byte[(int) (-counted.written & 7)]);
    }

    /** Counts what goes through. */
    private static final class Counted extends OutputStream {
        private final OutputStream out;
        private long written;

        Counted(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            written++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            written += length;
        }
    }
}
