package io.github.kerasjvm.augment;

/**
 * Reads an image at places between its positions, as {@code scipy.ndimage.affine_transform} does with orders 0 and 1
 * ({@code ni_interpolation.c} of SciPy 1.6 and later: {@code map_coordinate} and {@code NI_GeometricTransform}).
 */
record Sampler(ImageForm form, FillMode fill, float constant, int order, TransformRule rule) {

    /** What SciPy leaves of a mirrored coordinate just below 0, so that it stays above -1. */
    private static final double EPSILON = Math.ulp(1.0);

    /** The place outside the image that takes the constant. */
    private static final double OUTSIDE = -1;

    /** Fills an image with what another one has at the places that the matrix gives. */
    void sample(float[] source, int from, float[] target, int to, AffineMatrix matrix) {
        for (int row = 0; row < form.height(); row++) {
            for (int column = 0; column < form.width(); column++) {
                double y = matrix.row(row, column, rule);
                double x = matrix.column(row, column, rule);
                int at = to + form.offset(row, column);
                pixel(source, from, target, at, mapped(y, form.height()), mapped(x, form.width()));
            }
        }
    }

    private void pixel(float[] source, int from, float[] target, int to, double y, double x) {
        if (y <= OUTSIDE || x <= OUTSIDE) {
            for (int c = 0; c < form.channels(); c++) {
                target[to + c * form.channelStride()] = constant;
            }
        } else if (order == 0) {
            int row = inside((long) Math.floor(y + 0.5), form.height());
            int column = inside((long) Math.floor(x + 0.5), form.width());
            int at = from + form.offset(row, column);
            for (int c = 0; c < form.channels(); c++) {
                target[to + c * form.channelStride()] = source[at + c * form.channelStride()];
            }
        } else {
            linear(source, from, target, to, y, x);
        }
    }

    private void linear(float[] source, int from, float[] target, int to, double y, double x) {
        long row = (long) Math.floor(y);
        long column = (long) Math.floor(x);
        double above = 1 - (y - row);
        double left = 1 - (x - column);
        int row0 = inside(row, form.height());
        int row1 = inside(row + 1, form.height());
        int column0 = inside(column, form.width());
        int column1 = inside(column + 1, form.width());
        int aboveLeft = from + form.offset(row0, column0);
        int aboveRight = from + form.offset(row0, column1);
        int belowLeft = from + form.offset(row1, column0);
        int belowRight = from + form.offset(row1, column1);
        for (int c = 0; c < form.channels(); c++) {
            int channel = c * form.channelStride();
            // In the order of SciPy, so that the sum is rounded alike.
            double sum = source[channel + aboveLeft] * above * left;
            sum += source[channel + aboveRight] * above * (1 - left);
            sum += source[channel + belowLeft] * (1 - above) * left;
            sum += source[channel + belowRight] * (1 - above) * (1 - left);
            target[to + channel] = (float) sum;
        }
    }

    /** A neighbour of a mapped place, which is at most one position outside. */
    private int inside(long at, int size) {
        if (at >= 0 && at < size) {
            return (int) at;
        }
        if (size == 1 || fill == FillMode.REFLECT || fill == FillMode.NEAREST) {
            return at < 0 ? 0 : size - 1;
        }
        // Only a neighbour of weight 0: a place at the very end. SciPy mirrors it.
        return at < 0 ? 1 : size - 2;
    }

    private double mapped(double at, int size) {
        if (at >= 0 && at <= size - 1) {
            return at;
        }
        return switch (fill) {
            case CONSTANT -> OUTSIDE;
            case NEAREST -> at < 0 ? 0 : size - 1;
            case REFLECT -> size == 1 ? 0 : reflected(at, size);
            case WRAP -> size == 1 ? 0 : wrapped(at, size - 1);
        };
    }

    private static double reflected(double at, int size) {
        long period = 2L * size;
        if (at < 0) {
            double near = at < -period ? period * (double) (long) (-at / period) + at : at;
            return near < -size ? near + period : (near > -EPSILON ? EPSILON : -near) - 1;
        }
        double near = at - period * (double) (long) (at / period);
        return near >= size ? period - near - 1 : near;
    }

    private static double wrapped(double at, long period) {
        return at < 0
                ? at + period * (double) ((long) (-at / period) + 1)
                : at - period * (double) (long) (at / period);
    }
}
