package io.github.kerasjvm.precision;

/**
 * Between which numbers a value lies, 0 among them, and how whole numbers from 0 to 255 stand for that:
 * {@code number = scale · (byte - zeroPoint)}. It is ONNX's QuantizeLinear for uint8.
 *
 * @param low the least, 0 or less
 * @param high the largest, 0 or more
 */
public record Range(float low, float high) {

    private static final int STEPS = 255;

    /** Widens to 0, which must have a number of its own, because padding is 0. */
    public Range {
        if (!Float.isFinite(low) || !Float.isFinite(high) || low > high) {
            throw new IllegalArgumentException("a range from " + low + " to " + high);
        }
        low = Math.min(low, 0);
        high = Math.max(high, 0);
    }

    /**
     * The distance of two neighbours, {@code (high - low) / 255}.
     *
     * @return more than 0
     */
    public float scale() {
        float scale = (float) (((double) high - low) / STEPS);
        return scale == 0 ? 1 : scale;
    }

    /**
     * The whole number of 0: {@code -low / scale}, rounded to even.
     *
     * @return 0 to 255
     */
    public int zeroPoint() {
        return (int) Math.max(0, Math.min(STEPS, Math.rint(-(double) low / scale())));
    }
}
