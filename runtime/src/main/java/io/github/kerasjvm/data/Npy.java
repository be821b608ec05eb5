package io.github.kerasjvm.data;

import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** NumPy's format for one array, {@code .npy}. */
public final class Npy {

    /** The header's length is a multiple of this, so that the numbers lie aligned. */
    private static final int ALIGNMENT = 64;

    private Npy() {}

    /**
     * Reads an array of numbers of any type as float32.
     *
     * @param file the file
     * @return the array, in row-major order
     * @throws DataException if the file is missing, damaged or holds no numbers
     */
    public static Tensor read(Path file) {
        String name = file.toString();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            NpyHeader header = NpyHeader.read(name, in);
            checkSize(name, header, header.numbers(name), Files.size(file));
            return tensor(name, header, in);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /**
     * Writes an array as little-endian float32, so that NumPy reads it.
     *
     * @param file the file; an existing one is replaced when the new one is complete
     * @param array the array
     * @throws DataException if the file cannot be written
     */
    public static void write(Path file, Tensor array) {
        SafeFile.write(file, out -> out.write(bytes(array)));
    }

    /** The array behind a header. */
    static Tensor tensor(String name, NpyHeader header, InputStream in) throws IOException {
        ElementType type = header.numbers(name);
        float[] elements = new float[header.elements(name)];
        new NumberStream(name, in, type).read(elements, 0, elements.length);
        boolean reorder = header.fortran() && header.shape().rank() > 1;
        return Tensor.owning(header.shape(), reorder ? NumberStream.rowMajor(elements, header.shape()) : elements);
    }

    /** Refuses a header that declares more than can be stored, before memory is taken for it. */
    static void checkSize(String name, NpyHeader header, ElementType type, long most) {
        long needed = (long) header.elements(name) * type.bytes() + header.bytes();
        if (needed > most) {
            throw new DataException(name + ": is truncated or its header is false: " + header.shape() + " of " + type
                    + " takes " + needed + " bytes, at most " + most + " are there");
        }
    }

    static DataException unreadable(String name, IOException e) {
        String reason = e instanceof NoSuchFileException ? "there is no such file" : "cannot be read: " + e;
        return new DataException(name + ": " + reason, e);
    }

    /** An array as a whole {@code .npy} file of version 1.0. */
    static byte[] bytes(Tensor array) {
        byte[] header = header("<f4", array.shape());
        ByteBuffer all = ByteBuffer.allocate(Math.addExact(header.length, Math.multiplyExact(4, array.elements())))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(header);
        all.asFloatBuffer().put(array.values());
        return all.array();
    }

    /** A text as a whole {@code .npy} file: an array of rank 0 of NumPy's four-byte characters. */
    static byte[] bytes(String text) {
        byte[] characters = text.getBytes(Charset.forName("UTF-32LE"));
        byte[] header = header("<U" + Math.max(1, characters.length / 4), Shape.SCALAR);
        return ByteBuffer.allocate(header.length + Math.max(4, characters.length))
                .put(header)
                .put(characters)
                .array();
    }

    private static byte[] header(String description, Shape shape) {
        // As Python writes tuples: a lone element has a comma behind it.
        String sizes = shape.toList().stream().map(String::valueOf).collect(Collectors.joining(", "))
                + (shape.rank() == 1 ? "," : "");
        String text = "{'descr': '" + description + "', 'fortran_order': False, 'shape': (" + sizes + "), }";
        int before = NpyHeader.MAGIC.length + 4;
        int padding = ALIGNMENT - 1 - (before + text.length()) % ALIGNMENT;
        String padded = text + " ".repeat(padding) + "\n";
        return ByteBuffer.allocate(before + padded.length())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(NpyHeader.MAGIC)
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) padded.length())
                .put(padded.getBytes(StandardCharsets.US_ASCII))
                .array();
    }
}
