package io.github.kerasjvm.export.hdf5;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The members of a group as files of the earliest format have them, which every reader knows: names in a local heap, nodes
 * of symbols in the order of the names, and a B-tree above them (HDF5 specification, III.A.1, III.B to III.D).
 *
 * @param tree the address of the B-tree's root
 * @param heap the address of the heap
 */
record GroupIndex(long tree, long heap) {

    /** Half of what a node of symbols holds; stated in the superblock. */
    static final int LEAF_K = 4;
    /** Half of what a node of the tree holds; stated in the superblock. */
    static final int INTERNAL_K = 16;

    private static final int SYMBOLS = 2 * LEAF_K;
    private static final int CHILDREN = 2 * INTERNAL_K;
    private static final int SYMBOL_BYTES = 40;
    private static final int NODE_BYTES = 24 + 8 * CHILDREN + 8 * (CHILDREN + 1);
    /** Where the empty name is, below all others. */
    private static final long LEAST = 0;
    /** H5HLpkg.h: the free list of a heap without room. */
    private static final long FREE_NULL = 1;

    /** What a node of the tree leads to, and the last name in it. */
    private record Child(long address, long lastName) {}

    /** Writes the index of members whose headers are written, given in the order of the bytes of their names. */
    static GroupIndex write(Metadata metadata, Map<String, Long> headers) {
        List<Long> names = new ArrayList<>();
        long heap = writeHeap(metadata, headers.keySet(), names);
        List<Child> children = writeSymbols(metadata, List.copyOf(headers.values()), names);
        int level = 0;
        do {
            children = writeLevel(metadata, children, level++);
        } while (children.size() > 1);
        return new GroupIndex(children.get(0).address(), heap);
    }

    private static long writeHeap(Metadata metadata, Iterable<String> names, List<Long> offsets) {
        List<byte[]> texts = new ArrayList<>();
        int size = 8;
        for (String name : names) {
            byte[] text = name.getBytes(StandardCharsets.UTF_8);
            offsets.add((long) size);
            texts.add(text);
            size = Math.addExact(size, Metadata.padded(text.length + 1));
        }
        ByteBuffer data = Metadata.block(size);
        for (int i = 0; i < texts.size(); i++) {
            data.position(offsets.get(i).intValue()).put(texts.get(i));
        }
        long segment = metadata.add(data.array());
        return metadata.add(Metadata.block(32)
                .put(new byte[] {'H', 'E', 'A', 'P', 0, 0, 0, 0})
                .putLong(size)
                .putLong(FREE_NULL)
                .putLong(segment)
                .array());
    }

    private static List<Child> writeSymbols(Metadata metadata, List<Long> headers, List<Long> names) {
        List<Child> nodes = new ArrayList<>();
        for (int from = 0; from < headers.size(); from += SYMBOLS) {
            int to = Math.min(headers.size(), from + SYMBOLS);
            ByteBuffer node = Metadata.block(8 + SYMBOLS * SYMBOL_BYTES)
                    .put(new byte[] {'S', 'N', 'O', 'D', 1, 0})
                    .putShort((short) (to - from));
            for (int i = from; i < to; i++) {
                node.putLong(names.get(i)).putLong(headers.get(i)).put(new byte[24]);
            }
            nodes.add(new Child(metadata.add(node.array()), names.get(to - 1)));
        }
        return nodes;
    }

    /** One level of the tree, at least one node; a key stands before each child and behind the last. */
    private static List<Child> writeLevel(Metadata metadata, List<Child> below, int level) {
        List<Child> nodes = new ArrayList<>();
        long key = LEAST;
        int count = Math.max(1, (below.size() + CHILDREN - 1) / CHILDREN);
        for (int n = 0; n < count; n++) {
            List<Child> own = below.subList(n * CHILDREN, Math.min(below.size(), (n + 1) * CHILDREN));
            ByteBuffer node = Metadata.block(NODE_BYTES)
                    .put(new byte[] {'T', 'R', 'E', 'E', 0, (byte) level})
                    .putShort((short) own.size())
                    .putLong(n == 0 ? Metadata.UNDEFINED : metadata.next() - NODE_BYTES)
                    .putLong(n == count - 1 ? Metadata.UNDEFINED : metadata.next() + NODE_BYTES)
                    .putLong(key);
            for (Child child : own) {
                node.putLong(child.address()).putLong(child.lastName());
                key = child.lastName();
            }
            nodes.add(new Child(metadata.add(node.array()), key));
        }
        return nodes;
    }
}
