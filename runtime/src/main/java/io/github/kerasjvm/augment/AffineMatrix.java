package io.github.kerasjvm.augment;

/**
 * Where a position of the result lies in the image: {@code row' = a row + b column + c}, {@code column' = d row + e column + f}.
 *
 * <p>A last bit can tell whether a place is still inside an image or, for an angle of 90 degrees, which position it is. So
 * everything is added in the order of NumPy and SciPy.
 */
record AffineMatrix(double a, double b, double c, double d, double e, double f) {

    private static final AffineMatrix IDENTITY = new AffineMatrix(1, 0, 0, 0, 1, 0);

    /** The row of the image. */
    double row(int row, int column, TransformRule rule) {
        return rule.addsShiftFirst() ? c + row * a + column * b : row * a + column * b + c;
    }

    /** The column of the image. */
    double column(int row, int column, TransformRule rule) {
        return rule.addsShiftFirst() ? f + row * d + column * e : row * d + column * e + f;
    }

    /** Keras {@code apply_affine_transform}: rotation, shift, shear and zoom about the centre, in that order. */
    static AffineMatrix of(TransformParameters given, TransformRule rule, int height, int width) {
        double theta = Math.toRadians(given.theta());
        double shear = Math.toRadians(given.shear());
        double cos = StrictMath.cos(theta);
        double sin = StrictMath.sin(theta);
        AffineMatrix made = IDENTITY;
        if (given.theta() != 0) {
            made = new AffineMatrix(cos, -sin, 0, sin, cos, 0);
        }
        if (given.tx() != 0 || given.ty() != 0) {
            made = made.times(new AffineMatrix(1, 0, given.tx(), 0, 1, given.ty()));
        }
        if (given.shear() != 0) {
            made = made.times(new AffineMatrix(1, -StrictMath.sin(shear), 0, 0, StrictMath.cos(shear), 0));
        }
        if (given.zx() != 1 || given.zy() != 1) {
            made = made.times(new AffineMatrix(given.zx(), 0, 0, 0, given.zy(), 0));
        }
        double x = height / 2.0 + rule.centre();
        double y = width / 2.0 + rule.centre();
        AffineMatrix centred = shift(x, y).times(made).times(shift(-x, -y));
        return rule.exchangesAxes() ? centred.exchanged() : centred;
    }

    private static AffineMatrix shift(double x, double y) {
        return new AffineMatrix(1, 0, x, 0, 1, y);
    }

    /** The product, rounded as NumPy's matrix product is on machines that multiply and add at once. */
    private AffineMatrix times(AffineMatrix o) {
        return new AffineMatrix(
                Math.fma(b, o.d, a * o.a),
                Math.fma(b, o.e, a * o.b),
                Math.fma(b, o.f, a * o.c) + c,
                Math.fma(e, o.d, d * o.a),
                Math.fma(e, o.e, d * o.b),
                Math.fma(e, o.f, d * o.c) + f);
    }

    private AffineMatrix exchanged() {
        return new AffineMatrix(e, d, f, b, a, c);
    }
}
