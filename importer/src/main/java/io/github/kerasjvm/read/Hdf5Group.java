package io.github.kerasjvm.read;

import io.github.kerasjvm.problem.Code;
import io.jhdf.FractalHeap;
import io.jhdf.GroupSymbolTableNode;
import io.jhdf.LocalHeap;
import io.jhdf.SymbolTableEntry;
import io.jhdf.Utils;
import io.jhdf.btree.BTreeV1;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.LinkNameForIndexedGroupRecord;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.message.LinkMessage;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A group of an {@link Hdf5File}: its attributes, and its children by name, none of which is read before it is asked for. */
final class Hdf5Group {

    private static final long UNDEFINED = -1;

    private final Hdf5File file;
    private final String path;
    private final long address;
    private final int depth;
    private Hdf5Header header;
    private Hdf5Attributes attributes;
    private Map<String, Child> children;

    Hdf5Group(Hdf5File file, String path, long address, int depth) {
        this.file = file;
        this.path = path;
        this.address = address;
        this.depth = depth;
    }

    /** What a group says about a child: where it is, or, for a link, what it refers to. */
    private record Child(long address, String link) {}

    /** The path from the root, {@code model_weights/dense_1}; empty for the root. */
    String path() {
        return path;
    }

    /** Where its header is; two groups with the same address are one group under two names. */
    long address() {
        return address;
    }

    Hdf5Attributes attributes() {
        if (attributes == null) {
            attributes = new Hdf5Attributes(file, place(), header());
        }
        return attributes;
    }

    /** The names of all children in the order of the file. */
    Set<String> names() {
        return children().keySet();
    }

    boolean has(String name) {
        return children().containsKey(name);
    }

    /**
     * A group below this one.
     *
     * @param below its path from here, {@code block1/conv}
     * @return empty when there is nothing of that name, or an array
     */
    Optional<Hdf5Group> group(String below) {
        Hdf5Group at = this;
        for (String name : below.split("/")) {
            if (!name.isEmpty()) {
                Found found = at.find(name);
                if (found == null || found.isArray()) {
                    return Optional.empty();
                }
                at = found.group();
            }
        }
        return Optional.of(at);
    }

    /**
     * An array below this group.
     *
     * @param below its path from here, {@code dense_1/kernel:0}
     * @param name the name that it goes by
     * @return empty when there is nothing of that name, or a group
     */
    Optional<Hdf5Array> array(String below, String name) {
        int slash = below.lastIndexOf('/');
        Optional<Hdf5Group> holder = slash < 0 ? Optional.of(this) : group(below.substring(0, slash));
        return holder.map(group -> group.find(below.substring(slash + 1)))
                .filter(Found::isArray)
                .map(found -> found.array(name));
    }

    private record Found(Hdf5Group group, String place, boolean isArray) {
        Hdf5Array array(String name) {
            return Guard.run(
                    group.file.source(), place, () -> Hdf5Array.of(group.file, group.path, name, group.header()));
        }
    }

    private Found find(String name) {
        Child child = children().get(name);
        if (child == null) {
            return null;
        }
        String childPath = path.isEmpty() ? name : path + "/" + name;
        if (child.link() != null) {
            throw file.source()
                    .problem(
                            Code.LINK,
                            Source.quoted(childPath) + " is " + child.link() + "; links are not followed",
                            "Save the model again in one file.");
        }
        file.countEntry();
        if (depth >= file.source().limits().depth()) {
            throw file.source()
                    .over("groups are nested, at " + Source.quoted(childPath) + ", to a depth of", depth + 1L, "depth");
        }
        Hdf5Group node = new Hdf5Group(file, childPath, child.address(), depth + 1);
        boolean isArray = node.header().has(Hdf5Header.DATA_SPACE);
        return new Found(node, (isArray ? "array " : "group ") + Source.quoted(childPath), isArray);
    }

    private String place() {
        return path.isEmpty() ? "the root group" : "group " + Source.quoted(path);
    }

    private Hdf5Header header() {
        if (header == null) {
            String place = path.isEmpty() ? "the root group" : Source.quoted(path);
            header = Guard.run(file.source(), place, () -> Hdf5Header.read(file.storage(), address));
        }
        return header;
    }

    private Map<String, Child> children() {
        if (children == null) {
            Hdf5Header of = header();
            children = Guard.run(file.source(), place(), () -> {
                if (of.has(Hdf5Header.SYMBOL_TABLE)) {
                    return fromSymbolTable(of.get(Hdf5Header.SYMBOL_TABLE));
                }
                // Neither: an object that is no group, such as a named datatype, has no children.
                return of.has(Hdf5Header.LINK_INFO) ? fromLinks(of.get(Hdf5Header.LINK_INFO)) : Map.of();
            });
        }
        return children;
    }

    /** The children of a group as HDF5 has written it since its beginning, and Keras does. */
    private Map<String, Child> fromSymbolTable(ByteBuffer table) {
        Map<String, Child> found = new LinkedHashMap<>();
        long tree = header.address(table);
        ByteBuffer names = new LocalHeap(file.storage(), header.address(table)).getDataBuffer();
        for (long node : BTreeV1.createGroupBTree(file.storage(), tree).getChildAddresses()) {
            for (SymbolTableEntry entry : new GroupSymbolTableNode(file.storage(), node).getSymbolTableEntries()) {
                String name = Utils.readUntilNull(names.position(entry.getLinkNameOffset()));
                String link = entry.getCacheType() != 2
                        ? null
                        : softLink(Utils.readUntilNull(names.position(entry.getLinkValueOffset())));
                add(found, name, new Child(entry.getObjectHeaderAddress(), link));
            }
        }
        return found;
    }

    /** The children of a group in the newer form, which external links and the order of creation need. */
    private Map<String, Child> fromLinks(ByteBuffer info) {
        Map<String, Child> found = new LinkedHashMap<>();
        // Flag 1: a number of 8 bytes comes first, for the order of creation.
        int flags = info.get(1);
        info.position((flags & 1) != 0 ? 10 : 2);
        long heapAddress = header.address(info);
        long treeAddress = header.address(info);
        if (treeAddress == UNDEFINED) {
            header.all(Hdf5Header.LINK).forEach(link -> addLink(found, link));
            return found;
        }
        FractalHeap heap = new FractalHeap(file.storage(), heapAddress);
        BTreeV2<LinkNameForIndexedGroupRecord> tree = new BTreeV2<>(file.storage(), treeAddress);
        tree.getRecords().forEach(indexed -> addLink(found, heap.getId(indexed.getId())));
        return found;
    }

    private void addLink(Map<String, Child> found, ByteBuffer message) {
        LinkMessage link = LinkMessage.fromBuffer(message, file.storage().getSuperblock());
        add(found, link.getLinkName(), child(link));
    }

    private static Child child(LinkMessage link) {
        return switch (link.getLinkType()) {
            case HARD -> new Child(link.getHardLinkAddress(), null);
            case SOFT -> new Child(UNDEFINED, softLink(link.getSoftLink()));
            case EXTERNAL ->
                new Child(
                        UNDEFINED,
                        "an external link to " + Source.quoted(link.getExternalPath()) + " in another file, "
                                + Source.quoted(link.getExternalFile()));
        };
    }

    private static String softLink(String target) {
        return "a soft link to " + Source.quoted(target);
    }

    private static void add(Map<String, Child> children, String name, Child child) {
        if (children.put(name, child) != null) {
            throw new HdfException("it has two children named " + Source.quoted(name));
        }
    }
}
