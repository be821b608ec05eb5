package io.github.kerasjvm.data;

import io.github.kerasjvm.tensor.Shape;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Rows of an IDX file, the format of MNIST, plain or compressed with gzip.
 *
 * @param file the file
 * @param type how numbers are stored
 * @param shape the shape of the whole array
 * @see <a href="http://yann.lecun.com/exdb/mnist/">the format, at the end of the page</a>
 */
record Idx(Path file, ElementType type, Shape shape) implements Rows {

    private static final int GZIP = 0x1f8b;

    static Idx open(Path file) {
        try (InputStream in = stream(file)) {
            byte[] magic = in.readNBytes(4);
            if (magic.length < 4 || magic[0] != 0 || magic[1] != 0 || magic[3] < 1) {
                throw new DataException(file + ": is not an IDX file (as those of MNIST)");
            }
            Idx idx = new Idx(file, type(file, magic[2]), shape(file, in.readNBytes(4 * magic[3]), magic[3]));
            idx.checkSize();
            return idx;
        } catch (IOException e) {
            throw Npy.unreadable(file.toString(), e);
        }
    }

    /** Whether the first bytes, inside the compression if there is one, are those of an IDX file. */
    static boolean is(Path file) throws IOException {
        try (InputStream in = stream(file)) {
            byte[] magic = in.readNBytes(4);
            return magic.length == 4 && magic[0] == 0 && magic[1] == 0 && magic[2] >= 8 && magic[2] <= 14;
        }
    }

    private static InputStream stream(Path file) throws IOException {
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        in.mark(2);
        boolean compressed = (in.read() << 8 | in.read()) == GZIP;
        in.reset();
        return compressed ? new BufferedInputStream(new GZIPInputStream(in), 1 << 16) : in;
    }

    private static ElementType type(Path file, int code) {
        return switch (code) {
            case 0x08 -> new ElementType('u', 1, ByteOrder.BIG_ENDIAN);
            case 0x09 -> new ElementType('i', 1, ByteOrder.BIG_ENDIAN);
            case 0x0B -> new ElementType('i', 2, ByteOrder.BIG_ENDIAN);
            case 0x0C -> new ElementType('i', 4, ByteOrder.BIG_ENDIAN);
            case 0x0D -> new ElementType('f', 4, ByteOrder.BIG_ENDIAN);
            case 0x0E -> new ElementType('f', 8, ByteOrder.BIG_ENDIAN);
            default ->
                throw new DataException(file + ": has the IDX element type " + code
                        + ", expected 8 (bytes), 9, 11, 12 (integers), 13 or 14 (floating point)");
        };
    }

    private static Shape shape(Path file, byte[] sizes, int rank) {
        if (sizes.length < 4 * rank) {
            throw new DataException(file + ": is truncated: it ends inside its header");
        }
        int[] axes = new int[rank];
        ByteBuffer.wrap(sizes).asIntBuffer().get(axes);
        for (int size : axes) {
            if (size < 0) {
                throw new DataException(file + ": is damaged: it has an axis of size " + size);
            }
        }
        return Shape.of(axes);
    }

    private void checkSize() throws IOException {
        long body;
        try {
            body = Math.multiplyExact(shape.elements(), (long) type.bytes());
        } catch (ArithmeticException e) {
            throw new DataException(file + ": is damaged: it declares the shape " + shape, e);
        }
        // A compressed file shows only while it is read that it is too short.
        boolean compressed;
        try (InputStream in = Files.newInputStream(file)) {
            compressed = (in.read() << 8 | in.read()) == GZIP;
        }
        long size = Files.size(file);
        if (!compressed && size != headerBytes() + body) {
            throw new DataException(file + ": has " + size + " bytes, its header declares " + shape + " of " + type
                    + ", which takes " + (headerBytes() + body));
        }
    }

    private int headerBytes() {
        return 4 + 4 * shape.rank();
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public Shape row() {
        return shape.from(1);
    }

    @Override
    public int count() {
        return shape.size(0);
    }

    @Override
    public Reader open() throws IOException {
        InputStream in = stream(file);
        in.skipNBytes(headerBytes());
        return new BodyReader(in, new NumberStream(name(), in, type), Math.toIntExact(row().elements()));
    }
}
