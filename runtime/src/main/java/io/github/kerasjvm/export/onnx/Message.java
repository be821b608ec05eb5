package io.github.kerasjvm.export.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A protobuf message, field by field, in the wire format of protobuf.dev/programming-guides/encoding. Fields are
 * written in the order in which they are added. A nested message must be complete when it is added. Large arrays are
 * not copied before they are written.
 */
final class Message {

    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED_32 = 5;
    private static final int CHUNK = 1 << 14;

    /** One field, tag included. */
    @FunctionalInterface
    private interface Field {
        void writeTo(OutputStream out) throws IOException;
    }

    private final List<Field> fields = new ArrayList<>();
    private long size;

    /** Adds a whole number. */
    Message integer(int field, long number) {
        byte[] bytes = join(varint(tag(field, VARINT)), varint(number));
        return add(bytes.length, out -> out.write(bytes));
    }

    /** Adds a float. */
    Message number(int field, float number) {
        byte[] tag = varint(tag(field, FIXED_32));
        byte[] bits = littleEndian(4).putFloat(number).array();
        return add(tag.length + 4L, out -> out.write(join(tag, bits)));
    }

    /** Adds a text. */
    Message text(int field, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return delimited(field, utf8.length, out -> out.write(utf8));
    }

    /** Adds a message. */
    Message message(int field, Message inner) {
        return delimited(field, inner.size, inner::writeTo);
    }

    /** Adds raw bytes: floats, least significant byte first. */
    Message floats(int field, FloatBuffer numbers) {
        return delimited(field, 4L * numbers.remaining(), out -> {
            ByteBuffer chunk = littleEndian(4 * CHUNK);
            FloatBuffer rest = numbers.duplicate();
            while (rest.hasRemaining()) {
                FloatBuffer part = rest.slice(rest.position(), Math.min(CHUNK, rest.remaining()));
                chunk.asFloatBuffer().put(part);
                out.write(chunk.array(), 0, 4 * part.capacity());
                rest.position(rest.position() + part.capacity());
            }
        });
    }

    /** What a float is in 16 bits. */
    @FunctionalInterface
    interface Halving {
        short bits(float number);
    }

    /** Adds raw bytes: floats in 16 bits each, least significant byte first. */
    Message halves(int field, FloatBuffer numbers, Halving halving) {
        return delimited(field, 2L * numbers.remaining(), out -> {
            ByteBuffer chunk = littleEndian(2 * CHUNK);
            FloatBuffer rest = numbers.duplicate();
            while (rest.hasRemaining()) {
                chunk.clear();
                while (rest.hasRemaining() && chunk.hasRemaining()) {
                    chunk.putShort(halving.bits(rest.get()));
                }
                out.write(chunk.array(), 0, chunk.position());
            }
        });
    }

    /** Adds raw bytes. */
    Message bytes(int field, byte[] bytes) {
        return delimited(field, bytes.length, out -> out.write(bytes));
    }

    /** Adds raw bytes: 64-bit whole numbers, least significant byte first. */
    Message longs(int field, long... numbers) {
        ByteBuffer bytes = littleEndian(8 * numbers.length);
        bytes.asLongBuffer().put(numbers);
        return delimited(field, bytes.capacity(), out -> out.write(bytes.array()));
    }

    /** Adds all fields of another message. */
    Message append(Message other) {
        return add(other.size, other::writeTo);
    }

    /** The bytes that the message takes. */
    long size() {
        return size;
    }

    void writeTo(OutputStream out) throws IOException {
        for (Field field : fields) {
            field.writeTo(out);
        }
    }

    /** The message as bytes; it must be smaller than 2 GB. */
    byte[] toBytes() {
        byte[] bytes = new byte[Math.toIntExact(size)];
        try {
            writeTo(new Filling(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes;
    }

    private Message delimited(int field, long length, Field content) {
        byte[] head = join(varint(tag(field, LENGTH_DELIMITED)), varint(length));
        return add(head.length + length, out -> {
            out.write(head);
            content.writeTo(out);
        });
    }

    private Message add(long length, Field field) {
        fields.add(field);
        size += length;
        return this;
    }

    private static long tag(int field, int wireType) {
        return (long) field << 3 | wireType;
    }

    /** Seven bits a byte, the lowest first; the top bit says that more follow. Negative numbers take ten bytes. */
    static byte[] varint(long number) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(10);
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return out.toByteArray();
    }

    private static byte[] join(byte[] a, byte[] b) {
        return ByteBuffer.allocate(a.length + b.length).put(a).put(b).array();
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Writes into an array of exactly the right size, so that a large model is not held twice. */
    private static final class Filling extends OutputStream {
        private final ByteBuffer target;

        Filling(byte[] target) {
            this.target = ByteBuffer.wrap(target);
        }

        @Override
        public void write(int b) {
            target.put((byte) b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            target.put(bytes, from, length);
        }
    }
}
