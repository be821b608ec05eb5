package io.github.kerasjvm.engine.reference;

import java.util.Arrays;

/** The matrix product in float64. */
final class DoublePanel implements Panel {

    private final Doubles[] rows = new Doubles[DEPTH];
    private final Doubles[] sums = new Doubles[HEIGHT];
    private final double[] factors = new double[DEPTH * HEIGHT];

    DoublePanel() {
        Arrays.setAll(rows, k -> new Doubles(new double[WIDTH]));
        Arrays.setAll(sums, i -> new Doubles(new double[WIDTH]));
    }

    @Override
    public Buffer row(int k) {
        return rows[k];
    }

    @Override
    public Buffer sum(int i) {
        return sums[i];
    }

    @Override
    public void multiply(Matrix a, int m, int height, int k, int depth, int width) {
        // The loops take four rows at a time: the last few are filled up with zeros.
        int padded = (depth + 3) / 4 * 4;
        for (int i = depth; i < padded; i++) {
            Arrays.fill(rows[i].values(), 0, width, 0);
        }
        Arrays.fill(factors, 0, padded * HEIGHT, 0);
        for (int j = 0; j < height; j++) {
            for (int i = 0; i < depth; i++) {
                factors[i * HEIGHT + j] = a.get(m + j, k + i);
            }
            Arrays.fill(sums[j].values(), 0, width, 0);
        }
        for (int i = 0; i < padded; i += 4) {
            if (height == 1) {
                one(factors, i * HEIGHT, rows[i], rows[i + 1], rows[i + 2], rows[i + 3], sums[0], width);
            } else {
                four(factors, i * HEIGHT, rows[i], rows[i + 1], rows[i + 2], rows[i + 3], sums, width);
            }
        }
    }

    // The compiler turns these loops into vector code because all arrays are indexed alike and all loads come before
    // the stores.
    private static void four(
            double[] a, int at, Doubles row0, Doubles row1, Doubles row2, Doubles row3, Doubles[] sums, int width) {
        double[] b0 = row0.values();
        double[] b1 = row1.values();
        double[] b2 = row2.values();
        double[] b3 = row3.values();
        double[] c0 = sums[0].values();
        double[] c1 = sums[1].values();
        double[] c2 = sums[2].values();
        double[] c3 = sums[3].values();
        double a00 = a[at], a01 = a[at + 1], a02 = a[at + 2], a03 = a[at + 3];
        double a10 = a[at + 4], a11 = a[at + 5], a12 = a[at + 6], a13 = a[at + 7];
        double a20 = a[at + 8], a21 = a[at + 9], a22 = a[at + 10], a23 = a[at + 11];
        double a30 = a[at + 12], a31 = a[at + 13], a32 = a[at + 14], a33 = a[at + 15];
        for (int j = 0; j < width; j++) {
            double v0 = b0[j], v1 = b1[j], v2 = b2[j], v3 = b3[j];
            double s0 = c0[j] + ((a00 * v0 + a10 * v1) + (a20 * v2 + a30 * v3));
            double s1 = c1[j] + ((a01 * v0 + a11 * v1) + (a21 * v2 + a31 * v3));
            double s2 = c2[j] + ((a02 * v0 + a12 * v1) + (a22 * v2 + a32 * v3));
            double s3 = c3[j] + ((a03 * v0 + a13 * v1) + (a23 * v2 + a33 * v3));
            c0[j] = s0;
            c1[j] = s1;
            c2[j] = s2;
            c3[j] = s3;
        }
    }

    private static void one(
            double[] a, int at, Doubles row0, Doubles row1, Doubles row2, Doubles row3, Doubles sum, int width) {
        double[] b0 = row0.values();
        double[] b1 = row1.values();
        double[] b2 = row2.values();
        double[] b3 = row3.values();
        double[] c = sum.values();
        double a0 = a[at], a1 = a[at + 4], a2 = a[at + 8], a3 = a[at + 12];
        for (int j = 0; j < width; j++) {
            c[j] = c[j] + ((a0 * b0[j] + a1 * b1[j]) + (a2 * b2[j] + a3 * b3[j]));
        }
    }
}
