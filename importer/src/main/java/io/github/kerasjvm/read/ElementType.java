package io.github.kerasjvm.read;

import io.jhdf.exceptions.UnsupportedHdfException;
import io.jhdf.object.datatype.BitField;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/**
 * The type of an array's elements, and how it becomes float32.
 *
 * @param kind what the bits mean
 * @param size bytes of one element
 * @param order which byte comes first
 * @param name the type as numpy calls it, {@code float32}
 */
record ElementType(Kind kind, int size, ByteOrder order, String name) {

    private static final int OPAQUE_CLASS = 5;
    private static final String OPAQUE = "opaque";

    /** What the bits mean. */
    enum Kind {
        FLOAT,
        BRAIN_FLOAT,
        SIGNED,
        UNSIGNED,
        /** Nothing that becomes a number. */
        OTHER
    }

    /** The type that a message of an array's header describes. */
    static ElementType read(ByteBuffer message) {
        int version = message.get(0) >> 4 & 0xf;
        if (version > 3) {
            throw new UnsupportedHdfException("an element type of version " + version);
        }
        if ((message.get(0) & 0xf) == OPAQUE_CLASS) {
            // jHDF fails on an opaque type without a tag, and so are h5py's.
            return new ElementType(Kind.OTHER, message.getInt(4), ByteOrder.LITTLE_ENDIAN, OPAQUE);
        }
        return of(DataType.readDataType(message));
    }

    static ElementType of(DataType type) {
        int size = type.getSize();
        if (type instanceof FloatingPoint number) {
            return floating(number, size);
        }
        if (type instanceof FixedPoint number) {
            boolean isPlain = number.getBitOffset() == 0
                    && number.getBitPrecision() == size * 8
                    && (size == 1 || size == 2 || size == 4 || size == 8);
            String name = (number.isSigned() ? "int" : "uint") + size * 8;
            Kind kind = number.isSigned() ? Kind.SIGNED : Kind.UNSIGNED;
            return new ElementType(isPlain ? kind : Kind.OTHER, size, number.getByteOrder(), name);
        }
        if (type instanceof EnumDataType enumeration && size == 1) {
            // h5py stores bool as an enumeration of one byte, FALSE 0 and TRUE 1.
            boolean isBool = enumeration.getEnumMapping().containsValue("TRUE");
            return new ElementType(Kind.UNSIGNED, 1, ByteOrder.LITTLE_ENDIAN, isBool ? "bool" : "enum");
        }
        boolean isText = type instanceof StringData
                || type instanceof VariableLength variable && variable.isVariableLengthString();
        String name = isText
                ? "string"
                : type instanceof BitField
                        ? "bitfield"
                        : type.getClass()
                                .getSimpleName()
                                .replace("DataType", "")
                                .toLowerCase(Locale.ROOT);
        return new ElementType(Kind.OTHER, size, ByteOrder.LITTLE_ENDIAN, name);
    }

    private static ElementType floating(FloatingPoint number, int size) {
        int exponent = number.getExponentSize();
        int mantissa = number.getMantissaSize();
        ByteOrder order = number.getByteOrder();
        if (size == 2 && exponent == 8 && mantissa == 7) {
            return new ElementType(Kind.BRAIN_FLOAT, size, order, "bfloat16");
        }
        boolean isIeee = size == 2 && exponent == 5 && mantissa == 10
                || size == 4 && exponent == 8 && mantissa == 23
                || size == 8 && exponent == 11 && mantissa == 52;
        return new ElementType(
                isIeee ? Kind.FLOAT : Kind.OTHER,
                size,
                order,
                isIeee
                        ? "float" + size * 8
                        : "float with " + exponent + " exponent and " + mantissa + " mantissa bits");
    }

    /** Whether it is of so many bytes that mean nothing to HDF5. */
    boolean isOpaque(int bytes) {
        return name.equals(OPAQUE) && size == bytes;
    }

    /** The same bytes read as bfloat16. */
    ElementType asBrainFloat() {
        return new ElementType(Kind.BRAIN_FLOAT, 2, ByteOrder.LITTLE_ENDIAN, "bfloat16");
    }

    boolean isNumber() {
        return kind != Kind.OTHER;
    }

    /**
     * Converts the elements of a part to float32.
     *
     * @param part whole elements
     * @param target where to put them
     * @param at the first place
     * @return the place after the last
     */
    int decode(ByteBuffer part, float[] target, int at) {
        part.order(order);
        int count = part.remaining() / size;
        switch (kind) {
            case FLOAT -> floats(part, target, at, count);
            case BRAIN_FLOAT -> {
                for (int i = 0; i < count; i++) {
                    target[at + i] = brain(part.getShort());
                }
            }
            case SIGNED, UNSIGNED -> integers(part, target, at, count);
            case OTHER -> throw new IllegalStateException(name + " is no number");
        }
        return at + count;
    }

    /** Converts the elements of a part to float64. */
    int decode(ByteBuffer part, double[] target, int at) {
        part.order(order);
        int count = part.remaining() / size;
        for (int i = 0; i < count; i++) {
            target[at + i] = switch (kind) {
                case FLOAT -> size == 2 ? half(part.getShort()) : size == 4 ? part.getFloat() : part.getDouble();
                case BRAIN_FLOAT -> brain(part.getShort());
                case SIGNED, UNSIGNED -> size < 8 ? narrow(part) : wide(part.getLong());
                case OTHER -> throw new IllegalStateException(name + " is no number");
            };
        }
        return at + count;
    }

    private static float brain(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    private void floats(ByteBuffer part, float[] target, int at, int count) {
        if (size == 4) {
            part.asFloatBuffer().get(target, at, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            target[at + i] = size == 2 ? half(part.getShort()) : (float) part.getDouble();
        }
    }

    private void integers(ByteBuffer part, float[] target, int at, int count) {
        for (int i = 0; i < count; i++) {
            long value = size < 8 ? narrow(part) : part.getLong();
            target[at + i] = kind == Kind.SIGNED || size < 8 ? value : unsigned(value);
        }
    }

    /** The next integer of at most 4 bytes. */
    private long narrow(ByteBuffer part) {
        boolean signed = kind == Kind.SIGNED;
        return switch (size) {
            case 1 -> signed ? part.get() : part.get() & 0xff;
            case 2 -> signed ? part.getShort() : part.getShort() & 0xffff;
            default -> signed ? part.getInt() : part.getInt() & 0xffff_ffffL;
        };
    }

    private double wide(long bits) {
        return kind == Kind.SIGNED || bits >= 0 ? bits : (bits >>> 1 | bits & 1) * 2.0;
    }

    private static float unsigned(long bits) {
        // Halved, with the last bit kept for the rounding, then doubled: Java has no unsigned long.
        return bits >= 0 ? (float) bits : (float) (bits >>> 1 | bits & 1) * 2f;
    }

    /** IEEE 754 binary16 to binary32, exact. Float.float16ToFloat comes with Java 20 only. */
    static float half(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = bits >> 10 & 0x1f;
        int mantissa = bits & 0x3ff;
        if (exponent == 0x1f) {
            return Float.intBitsToFloat(sign | 0x7f80_0000 | mantissa << 13);
        }
        if (exponent == 0) {
            float tiny = mantissa * 0x1p-24f;
            return sign == 0 ? tiny : -tiny;
        }
        return Float.intBitsToFloat(sign | exponent + 112 << 23 | mantissa << 13);
    }
}
