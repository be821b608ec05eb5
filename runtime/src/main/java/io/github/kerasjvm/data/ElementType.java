package io.github.kerasjvm.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * How one number is stored.
 *
 * @param kind {@code f} floating point, {@code i} signed, {@code u} unsigned, {@code b} boolean: NumPy's letters
 * @param bytes bytes of one number
 * @param order the order of these bytes
 */
record ElementType(char kind, int bytes, ByteOrder order) {

    static final ElementType FLOAT32 = new ElementType('f', 4, ByteOrder.LITTLE_ENDIAN);

    /** The type of NumPy's description such as {@code <f4}; empty for text, objects and other types without numbers. */
    static Optional<ElementType> parse(String description) {
        if (!description.matches("[<>|=](f[248]|[iu][1248]|b1)")) {
            return Optional.empty();
        }
        ByteOrder order = description.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return Optional.of(new ElementType(description.charAt(1), description.charAt(2) - '0', order));
    }

    /** Takes numbers from a buffer at its position and puts them as floats. */
    void decode(ByteBuffer source, float[] target, int at, int count) {
        source.order(order);
        if (kind == 'f' && bytes == 4) {
            source.asFloatBuffer().get(target, at, count);
            source.position(source.position() + 4 * count);
        } else if (kind != 'i' && bytes == 1) {
            for (int i = 0; i < count; i++) {
                target[at + i] = source.get() & 0xff;
            }
        } else {
            for (int i = 0; i < count; i++) {
                target[at + i] = (float) next(source);
            }
        }
    }

    /** Takes numbers from a buffer at its position and puts them as doubles. */
    void decode(ByteBuffer source, double[] target, int at, int count) {
        source.order(order);
        for (int i = 0; i < count; i++) {
            target[at + i] = next(source);
        }
    }

    private double next(ByteBuffer source) {
        return switch (kind) {
            case 'f' ->
                switch (bytes) {
                    case 2 -> half(source.getShort());
                    case 4 -> source.getFloat();
                    default -> source.getDouble();
                };
            case 'i' ->
                switch (bytes) {
                    case 1 -> source.get();
                    case 2 -> source.getShort();
                    case 4 -> source.getInt();
                    default -> source.getLong();
                };
            default ->
                switch (bytes) {
                    case 1 -> source.get() & 0xff;
                    case 2 -> source.getShort() & 0xffff;
                    case 4 -> source.getInt() & 0xffffffffL;
                    default -> unsigned(source.getLong());
                };
        };
    }

    private static double unsigned(long bits) {
        // Above 2^63: halve, keep the lowest bit for the rounding, double again.
        return bits >= 0 ? bits : 2.0 * ((bits >>> 1) | (bits & 1));
    }

    /** IEEE 754 binary16: one bit of sign, five of exponent (bias 15), ten of fraction. */
    private static double half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        double size;
        if (exponent == 0x1f) {
            size = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        } else if (exponent == 0) {
            size = Math.scalb((double) fraction, -24);
        } else {
            size = Math.scalb(1024.0 + fraction, exponent - 25);
        }
        return bits < 0 ? -size : size;
    }

    /** As NumPy names it. */
    @Override
    public String toString() {
        return switch (kind) {
            case 'f' -> "float" + 8 * bytes;
            case 'i' -> "int" + 8 * bytes;
            case 'u' -> "uint" + 8 * bytes;
            default -> "bool";
        };
    }
}
