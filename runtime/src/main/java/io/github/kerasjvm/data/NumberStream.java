package io.github.kerasjvm.data;

import io.github.kerasjvm.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** The numbers behind a header, read from a stream in small pieces. */
final class NumberStream {

    private static final int PIECE = 1 << 16;

    private final String name;
    private final InputStream in;
    private final ElementType type;
    private final byte[] piece = new byte[PIECE];

    /**
     * A body.
     *
     * @param name what it is, for messages
     * @param in a stream that stands at the first number
     * @param type how the numbers are stored
     */
    NumberStream(String name, InputStream in, ElementType type) {
        this.name = name;
        this.in = in;
        this.type = type;
    }

    void read(float[] target, int at, int count) throws IOException {
        for (int done = 0; done < count; ) {
            int now = Math.min(PIECE / type.bytes(), count - done);
            type.decode(piece(now), target, at + done, now);
            done += now;
        }
    }

    void read(double[] target, int count) throws IOException {
        for (int done = 0; done < count; ) {
            int now = Math.min(PIECE / type.bytes(), count - done);
            type.decode(piece(now), target, done, now);
            done += now;
        }
    }

    private ByteBuffer piece(int numbers) throws IOException {
        int bytes = numbers * type.bytes();
        if (in.readNBytes(piece, 0, bytes) < bytes) {
            throw new DataException(name + ": is truncated: it ends before its last number");
        }
        return ByteBuffer.wrap(piece, 0, bytes);
    }

    /** Brings elements whose first axis varies fastest to row-major order. */
    static float[] rowMajor(float[] elements, Shape shape) {
        float[] ordered = new float[elements.length];
        int rank = shape.rank();
        int[] position = new int[rank];
        int[] strides = new int[rank];
        int stride = 1;
        for (int axis = 0; axis < rank; axis++) {
            strides[axis] = stride;
            stride *= shape.size(axis);
        }
        int from = 0;
        for (int to = 0; to < ordered.length; to++) {
            ordered[to] = elements[from];
            for (int axis = rank - 1; axis >= 0; axis--) {
                from += strides[axis];
                if (++position[axis] < shape.size(axis)) {
                    break;
                }
                from -= strides[axis] * position[axis];
                position[axis] = 0;
            }
        }
        return ordered;
    }
}
