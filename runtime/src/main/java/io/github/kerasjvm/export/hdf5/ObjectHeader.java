package io.github.kerasjvm.export.hdf5;

import io.github.kerasjvm.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The header of a group or an array, version 1 (HDF5 specification, IV.A.1.a): messages in one block. */
final class ObjectHeader {

    private static final int DATASPACE = 0x01;
    private static final int DATATYPE = 0x03;
    private static final int FILL_VALUE = 0x05;
    private static final int LAYOUT = 0x08;
    private static final int ATTRIBUTE = 0x0c;
    private static final int SYMBOL_TABLE = 0x11;

    /** Two bytes say how long a message is. */
    private static final int MOST = 0xfff8;

    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
    private int count;

    /** Appends the index of a group. */
    void index(GroupIndex index) {
        add(
                SYMBOL_TABLE,
                Metadata.block(16).putLong(index.tree()).putLong(index.heap()).array(),
                "");
    }

    /** Appends what an array is and where its elements are. */
    void array(Hdf5Array array, long address) {
        add(DATASPACE, dataspace(array.shape()), "");
        add(DATATYPE, array.type().message(), "");
        // Version 2; space allocated late, written if set; the default value, zero.
        add(FILL_VALUE, new byte[] {2, 2, 2, 1, 0, 0, 0, 0}, "");
        add(
                LAYOUT,
                Metadata.block(18)
                        .put(new byte[] {3, 1})
                        .putLong(address)
                        .putLong(array.bytes())
                        .array(),
                "");
    }

    /** Appends an attribute. */
    void attribute(String name, Hdf5Attribute attribute, TextHeap heap) {
        if (attribute instanceof Hdf5Attribute.Text text) {
            attribute(name, variableText(text.text()), dataspace(Shape.of()), heap.reference(text.text()));
        } else if (attribute instanceof Hdf5Attribute.Texts list) {
            texts(name, list.texts());
        }
    }

    private void texts(String name, List<String> texts) {
        if (texts.isEmpty()) {
            attribute(name, Hdf5Type.FLOAT64.message(), dataspace(Shape.of(0)), new byte[0]);
            return;
        }
        List<byte[]> encoded = texts.stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        int length =
                Math.max(1, encoded.stream().mapToInt(text -> text.length).max().orElseThrow());
        ByteBuffer data = Metadata.block(Math.multiplyExact(length, encoded.size()));
        for (int i = 0; i < encoded.size(); i++) {
            data.position(i * length).put(encoded.get(i));
        }
        attribute(name, fixedText(length), dataspace(Shape.of(encoded.size())), data.array());
    }

    private void attribute(String name, byte[] type, byte[] space, byte[] data) {
        byte[] text = (name + '\0').getBytes(StandardCharsets.UTF_8);
        int[] starts = {
            8,
            8 + Metadata.padded(text.length),
            8 + Metadata.padded(text.length) + Metadata.padded(type.length),
            8 + Metadata.padded(text.length) + Metadata.padded(type.length) + Metadata.padded(space.length)
        };
        ByteBuffer message = Metadata.block(Math.addExact(starts[3], data.length))
                .put(new byte[] {1, 0})
                .putShort((short) text.length)
                .putShort((short) type.length)
                .putShort((short) space.length);
        message.position(starts[0]).put(text);
        message.position(starts[1]).put(type);
        message.position(starts[2]).put(space);
        message.position(starts[3]).put(data);
        add(ATTRIBUTE, message.array(), name);
    }

    private static byte[] dataspace(Shape shape) {
        ByteBuffer space =
                Metadata.block(8 + 8 * shape.rank()).put(new byte[] {1, (byte) shape.rank(), 0, 0, 0, 0, 0, 0});
        for (int size : shape.toArray()) {
            space.putLong(size);
        }
        return space.array();
    }

    /** Padded with zeros, ASCII. */
    private static byte[] fixedText(int length) {
        return Metadata.block(8).put(new byte[] {0x13, 1, 0, 0}).putInt(length).array();
    }

    /**
     * A sequence of bytes that is a text ending with a zero: ASCII, as h5py has bytes, where it is; Keras up to 2.3 decodes
     * what it reads itself, and h5py 2 gives it text that is marked as UTF-8 already decoded.
     */
    private static byte[] variableText(String text) {
        boolean isAscii = text.chars().allMatch(c -> c < 0x80);
        return Metadata.block(20)
                .put(new byte[] {0x19, 1, (byte) (isAscii ? 0 : 1), 0})
                .putInt(16)
                .put(Hdf5Type.integer(1, false))
                .array();
    }

    private void add(int type, byte[] content, String name) {
        if (content.length > MOST || count == 0xffff) {
            throw new IllegalArgumentException(
                    "the attribute \"" + name + "\" takes " + content.length + " bytes; at most " + MOST + " fit");
        }
        int padded = Metadata.padded(content.length);
        messages.writeBytes(Metadata.block(8 + padded)
                .putShort((short) type)
                .putShort((short) padded)
                .putInt(0)
                .put(content)
                .array());
        count++;
    }

    /** Writes the header; gives back its address. */
    long write(Metadata metadata) {
        return metadata.add(Metadata.block(16 + messages.size())
                .put(new byte[] {1, 0})
                .putShort((short) count)
                .putInt(1)
                .putInt(messages.size())
                .putInt(0)
                .put(messages.toByteArray())
                .array());
    }
}
