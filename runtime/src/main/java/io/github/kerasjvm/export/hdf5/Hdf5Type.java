package io.github.kerasjvm.export.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The types of elements that Keras stores, little-endian, each as h5py describes it (HDF5 specification, IV.A.2.d). */
public enum Hdf5Type {
    /** IEEE 754 binary16. */
    FLOAT16(2),
    /** IEEE 754 binary32. */
    FLOAT32(4),
    /** IEEE 754 binary64. */
    FLOAT64(8),
    /**
     * The upper half of binary32. HDF5 has no name for it: Keras 3 stores two opaque bytes, and says what they are in the
     * array's attribute {@code dtype} (saving_lib.py, {@code H5IOStore}).
     */
    BFLOAT16(2),
    /** One byte with a sign. */
    INT8(1),
    /** Two bytes with a sign. */
    INT16(2),
    /** Four bytes with a sign. */
    INT32(4),
    /** Eight bytes with a sign. */
    INT64(8),
    /** One byte without a sign. */
    UINT8(1),
    /** Two bytes without a sign. */
    UINT16(2),
    /** Four bytes without a sign. */
    UINT32(4),
    /** Eight bytes without a sign. */
    UINT64(8),
    /** h5py's enumeration of one byte, {@code FALSE} 0 and {@code TRUE} 1. */
    BOOL(1);

    private static final double EXACT_INTEGERS = 0x1p53;

    private final int bytes;

    Hdf5Type(int bytes) {
        this.bytes = bytes;
    }

    /**
     * The type of a name.
     *
     * @param name the name as numpy has it, {@code float32}
     * @return the type; empty if there is none of that name
     */
    public static Optional<Hdf5Type> of(String name) {
        return Arrays.stream(values()).filter(type -> type.label().equals(name)).findFirst();
    }

    /**
     * The name as numpy has it.
     *
     * @return the name, {@code float32}
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The size of one element.
     *
     * @return bytes, 1 to 8
     */
    public int bytes() {
        return bytes;
    }

    /** The datatype message. */
    byte[] message() {
        return switch (this) {
            case FLOAT16 -> floating(15, 10, 5, 15);
            case FLOAT32 -> floating(31, 23, 8, 127);
            case FLOAT64 -> floating(63, 52, 11, 1023);
            case BFLOAT16 ->
                buffer(8).put((byte) 0x15).put(new byte[3]).putInt(2).array();
            case INT8, INT16, INT32, INT64 -> integer(bytes, true);
            case UINT8, UINT16, UINT32, UINT64 -> integer(bytes, false);
            case BOOL ->
                buffer(38)
                        .put(new byte[] {0x18, 2, 0, 0})
                        .putInt(1)
                        .put(integer(1, true))
                        .put("FALSE\0\0\0TRUE\0\0\0\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                        .put(new byte[] {0, 1})
                        .array();
        };
    }

    static byte[] integer(int bytes, boolean isSigned) {
        return buffer(12)
                .put(new byte[] {0x10, (byte) (isSigned ? 8 : 0), 0, 0})
                .putInt(bytes)
                .putShort((short) 0)
                .putShort((short) (8 * bytes))
                .array();
    }

    private byte[] floating(int sign, int mantissa, int exponent, int bias) {
        return buffer(20)
                .put(new byte[] {0x11, 0x20, (byte) sign, 0})
                .putInt(bytes)
                .putShort((short) 0)
                .putShort((short) (8 * bytes))
                .put(new byte[] {(byte) mantissa, (byte) exponent, 0, (byte) mantissa})
                .putInt(bias)
                .array();
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Appends one element.
     *
     * @param value the number
     * @param to where to, little-endian
     * @throws IllegalArgumentException if the type has no such number; a floating type rounds to the nearest instead
     */
    void put(double value, ByteBuffer to) {
        switch (this) {
            case FLOAT16 -> to.putShort(half(value));
            case FLOAT32 -> to.putFloat((float) value);
            case FLOAT64 -> to.putDouble(value);
            case BFLOAT16 -> to.putShort(brain((float) value));
            case INT8, UINT8, BOOL -> to.put((byte) whole(value));
            case INT16, UINT16 -> to.putShort((short) whole(value));
            case INT32, UINT32 -> to.putInt((int) whole(value));
            case INT64, UINT64 -> to.putLong(whole(value));
        }
    }

    private long whole(double value) {
        boolean isSigned = this == INT8 || this == INT16 || this == INT32 || this == INT64;
        int bits = this == BOOL ? 1 : 8 * bytes - (isSigned ? 1 : 0);
        double most = bits > 53 ? EXACT_INTEGERS : Math.scalb(1.0, bits) - 1;
        double least = isSigned ? -most - (bits > 53 ? 0 : 1) : 0;
        if (value != Math.rint(value) || value < least || value > most) {
            throw new IllegalArgumentException(value + " is no " + label());
        }
        return (long) value;
    }

    /** Rounded to the nearest, ties to even; what is too large becomes infinite, as in numpy. */
    private static short half(double value) {
        int sign = Math.copySign(1.0, value) < 0 ? 0x8000 : 0;
        double size = Math.abs(value);
        if (Double.isNaN(value)) {
            return (short) (sign | 0x7e00);
        }
        if (size >= 65520) {
            return (short) (sign | 0x7c00);
        }
        int exponent = Math.max(Math.getExponent(size), -14);
        long mantissa = (long) Math.rint(Math.scalb(size, 10 - exponent));
        // A mantissa that rounds up to 2048 carries into the exponent by itself; below 1024 the number is subnormal.
        return (short) (sign | (int) (mantissa + ((long) (exponent + 14) << 10)));
    }

    private static short brain(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) (bits >>> 16 | 0x40);
        }
        return (short) (bits + 0x7fff + (bits >>> 16 & 1) >>> 16);
    }
}
