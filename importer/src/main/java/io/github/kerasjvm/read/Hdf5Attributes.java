package io.github.kerasjvm.read;

import io.jhdf.FractalHeap;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.AttributeNameForIndexedAttributesRecord;
import io.jhdf.exceptions.HdfException;
import io.jhdf.exceptions.UnsupportedHdfException;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import io.jhdf.object.message.AttributeMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The attributes of one group or array, as texts and lists of texts.
 *
 * <p>Decoded here, as UTF-8: Keras 2 wrote UTF-8 under the label ASCII, which jHDF takes at its word.
 */
final class Hdf5Attributes {

    private static final long UNDEFINED = -1;

    private final Hdf5File file;
    private final String place;
    private final Hdf5Header header;
    // Not read before they are asked for: one of an unknown kind must not hide the others.
    private final Map<String, ByteBuffer> messages = new LinkedHashMap<>();
    // The name of a message that could not be read is not known; who asks for one that is missing is told of it.
    private UnsupportedHdfException unread;

    Hdf5Attributes(Hdf5File file, String place, Hdf5Header header) {
        this.file = file;
        this.place = place;
        this.header = header;
        Guard.run(file.source(), "the attributes of " + place, () -> {
            header.all(Hdf5Header.ATTRIBUTE).forEach(this::add);
            if (header.has(Hdf5Header.ATTRIBUTE_INFO)) {
                addDense(header.get(Hdf5Header.ATTRIBUTE_INFO));
            }
            return null;
        });
    }

    /** Adds the attributes that are stored apart from the header, because they are many or long. */
    private void addDense(ByteBuffer info) {
        // Flag 1: a number of 2 bytes comes first, for the order of creation.
        info.position((info.get(1) & 1) != 0 ? 4 : 2);
        long heapAddress = header.address(info);
        long treeAddress = header.address(info);
        if (heapAddress == UNDEFINED) {
            return;
        }
        Storage storage = file.storage();
        FractalHeap heap = new FractalHeap(storage, heapAddress);
        BTreeV2<AttributeNameForIndexedAttributesRecord> tree = new BTreeV2<>(storage, treeAddress);
        for (AttributeNameForIndexedAttributesRecord indexed : tree.getRecords()) {
            ByteBuffer id = indexed.getHeapId();
            try {
                add(HugeObjects.isHuge(id) ? HugeObjects.get(storage, heap, id) : heap.getId(id));
            } catch (UnsupportedHdfException e) {
                unread = e;
            }
        }
    }

    /** Takes the name out of an attribute's message and leaves the rest for later. */
    private void add(ByteBuffer message) {
        ByteBuffer data = message.slice().order(message.order());
        int nameLength = data.getShort(2) & 0xffff;
        // Version, flags and three lengths; from version 3 on also a byte for the character set.
        ByteBuffer name = data.slice(data.get(0) < 3 ? 8 : 9, nameLength);
        String text = StandardCharsets.UTF_8.decode(name).toString();
        int end = text.indexOf('\0');
        messages.put(end < 0 ? text : text.substring(0, end), data);
    }

    boolean has(String name) {
        return messages.containsKey(name);
    }

    /** The attribute as a text, whether stored as a string or as bytes; empty when it is absent. */
    Optional<String> text(String name) {
        return read(name).map(texts -> texts.isEmpty() ? "" : texts.get(0));
    }

    /**
     * The attribute as a list of texts. Keras splits what is longer than 64 KiB into {@code name0}, {@code name1}, …,
     * and stores an empty list as an array of no numbers.
     *
     * @return empty when neither the attribute nor its parts are there
     */
    Optional<List<String>> texts(String name) {
        Optional<List<String>> whole = read(name);
        if (whole.isPresent() || !has(name + "0")) {
            return whole;
        }
        List<String> joined = new ArrayList<>();
        for (int i = 0; has(name + i); i++) {
            joined.addAll(read(name + i).orElseThrow());
        }
        return Optional.of(joined);
    }

    private Optional<List<String>> read(String name) {
        ByteBuffer message = messages.get(name);
        String what = "attribute " + Source.quoted(name) + " of " + place;
        if (message == null && unread == null) {
            return Optional.empty();
        }
        return Guard.run(file.source(), what, () -> {
            if (message == null) {
                throw new UnsupportedHdfException(unread.getMessage());
            }
            // A copy, since reading moves the position.
            ByteBuffer content = message.duplicate().order(message.order());
            return Optional.of(strings(new AttributeMessage(content, file.storage(), new BitSet())));
        });
    }

    private List<String> strings(AttributeMessage message) {
        ByteBuffer data = message.getDataBuffer();
        if (data == null || message.getDataSpace().getTotalLength() == 0) {
            return List.of();
        }
        DataType type = message.getDataType();
        int count = Math.toIntExact(message.getDataSpace().getTotalLength());
        if (type instanceof StringData || type instanceof VariableLength) {
            if ((long) count * type.getSize() > data.remaining() || type.getSize() < 1) {
                throw new HdfException("it is shorter than it says");
            }
            return type instanceof StringData fixed ? fixed(fixed, count, data) : variable(type.getSize(), count, data);
        }
        throw new HdfException("it holds no text but " + ElementType.of(type).name());
    }

    private static List<String> fixed(StringData type, int count, ByteBuffer data) {
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ByteBuffer one = data.slice(i * type.getSize(), type.getSize());
            type.getStringPaddingHandler().setBufferLimit(one);
            texts.add(StandardCharsets.UTF_8.decode(one).toString());
        }
        return texts;
    }

    /** Strings of any length lie elsewhere; an element says how long it is and where. */
    private List<String> variable(int elementSize, int count, ByteBuffer data) {
        Storage storage = file.storage();
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            data.position(i * elementSize);
            int length = data.getInt();
            long address = storage.getSizeOfOffsets() == 8 ? data.getLong() : Integer.toUnsignedLong(data.getInt());
            int index = data.getInt();
            if (length == 0 || index == 0) {
                texts.add("");
                continue;
            }
            ByteBuffer text = file.heap(address).getObjectData(index);
            if (length < 0 || length > text.remaining()) {
                throw new HdfException("it is shorter than it says");
            }
            String decoded = StandardCharsets.UTF_8.decode(text.limit(length)).toString();
            texts.add(decoded.endsWith("\0") ? decoded.substring(0, decoded.length() - 1) : decoded);
        }
        return texts;
    }
}
