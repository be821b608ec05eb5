package io.github.kerasjvm.precision;

/** Floats rounded to 16 bits, to the nearest, and to the even one of two that are as near (IEEE 754, section 4.3.1). */
public final class SixteenBits {

    /** The least size that rounds to infinity in fp16: 65520. */
    private static final int FP16_INFINITE = 0x477ff000;
    /** The least normal number of fp16: 2^-14. */
    private static final int FP16_NORMAL = 0x38800000;

    private static final int INFINITY = 0x7f800000;
    private static final int SIGN = 0x80000000;

    private SixteenBits() {}

    /**
     * The bits of a float in a format of 16 bits.
     *
     * @param format fp16 or bf16
     * @param number the float
     * @return its bits
     */
    public static short bits(NumberFormat format, float number) {
        return switch (format) {
            case FP16 -> fp16(number);
            case BF16 -> bf16(number);
            case FLOAT32, INT8 -> throw new IllegalArgumentException(format.label() + " has not 16 bits");
        };
    }

    /**
     * Whether a finite number stays finite.
     *
     * @param format fp16 or bf16
     * @param number the float
     * @return false if its nearest number in the format is infinite
     */
    public static boolean holds(NumberFormat format, float number) {
        int infinite = format == NumberFormat.FP16 ? FP16_INFINITE : 0x7f7f8000;
        int size = Float.floatToRawIntBits(number) & ~SIGN;
        return size < infinite || size >= INFINITY;
    }

    private static short fp16(float number) {
        int bits = Float.floatToRawIntBits(number);
        int sign = bits >>> 16 & 0x8000;
        int size = bits & ~SIGN;
        if (size > INFINITY) {
            return (short) (sign | 0x7e00); // not a number
        }
        if (size >= FP16_INFINITE) {
            return (short) (sign | 0x7c00);
        }
        if (size < FP16_NORMAL) {
            // A multiple of 2^-24, the least number there is.
            return (short) (sign | (int) Math.rint(Math.scalb(Float.intBitsToFloat(size), 24)));
        }
        int rounded = size + 0xfff + (size >>> 13 & 1);
        return (short) (sign | rounded - (FP16_NORMAL - 0x00800000) >>> 13);
    }

    private static short bf16(float number) {
        int bits = Float.floatToRawIntBits(number);
        if ((bits & ~SIGN) > INFINITY) {
            return (short) (bits >>> 16 & 0x8000 | 0x7fc0);
        }
        return (short) (bits + 0x7fff + (bits >>> 16 & 1) >>> 16);
    }
}
