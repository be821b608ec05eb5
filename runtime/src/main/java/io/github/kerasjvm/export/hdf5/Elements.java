package io.github.kerasjvm.export.hdf5;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The elements of an array, written when their turn comes, so that a model's weights are never held twice. */
@FunctionalInterface
public interface Elements {

    /** How many bytes are put together before they are written. */
    int PART = 1 << 16;

    /**
     * Writes all elements in row-major order.
     *
     * @param type how to write each
     * @param out where to
     * @throws IOException if they cannot be written
     */
    void writeTo(Hdf5Type type, OutputStream out) throws IOException;

    /**
     * The elements of an array.
     *
     * @param values the numbers; not copied
     * @return the elements
     */
    static Elements of(float[] values) {
        return (type, out) -> {
            ByteBuffer part = part();
            for (float value : values) {
                if (type == Hdf5Type.FLOAT32) {
                    part.putInt(Float.floatToRawIntBits(value));
                } else {
                    type.put(value, part);
                }
                flush(part, out, PART);
            }
            flush(part, out, 1);
        };
    }

    /**
     * The elements of an array.
     *
     * @param values the numbers; not copied
     * @return the elements
     */
    static Elements of(double[] values) {
        return (type, out) -> {
            ByteBuffer part = part();
            for (double value : values) {
                type.put(value, part);
                flush(part, out, PART);
            }
            flush(part, out, 1);
        };
    }

    private static ByteBuffer part() {
        return ByteBuffer.allocate(PART + Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void flush(ByteBuffer part, OutputStream out, int atLeast) throws IOException {
        if (part.position() >= atLeast) {
            out.write(part.array(), 0, part.position());
            part.clear();
        }
    }
}
