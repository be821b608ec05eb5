package io.github.kerasjvm.engine.reference;

import java.util.Arrays;

/** The matrix product in float32. */
final class FloatPanel implements Panel {

    private final Floats[] rows = new Floats[DEPTH];
    private final Floats[] sums = new Floats[HEIGHT];
    private final float[] factors = new float[DEPTH * HEIGHT];

    FloatPanel() {
        Arrays.setAll(rows, k -> new Floats(new float[WIDTH]));
        Arrays.setAll(sums, i -> new Floats(new float[WIDTH]));
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
                factors[i * HEIGHT + j] = (float) a.get(m + j, k + i);
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
            float[] a, int at, Floats row0, Floats row1, Floats row2, Floats row3, Floats[] sums, int width) {
        float[] b0 = row0.values();
        float[] b1 = row1.values();
        float[] b2 = row2.values();
        float[] b3 = row3.values();
        float[] c0 = sums[0].values();
        float[] c1 = sums[1].values();
        float[] c2 = sums[2].values();
        float[] c3 = sums[3].values();
        float a00 = a[at], a01 = a[at + 1], a02 = a[at + 2], a03 = a[at + 3];
        float a10 = a[at + 4], a11 = a[at + 5], a12 = a[at + 6], a13 = a[at + 7];
        float a20 = a[at + 8], a21 = a[at + 9], a22 = a[at + 10], a23 = a[at + 11];
        float a30 = a[at + 12], a31 = a[at + 13], a32 = a[at + 14], a33 = a[at + 15];
        for (int j = 0; j < width; j++) {
            float v0 = b0[j], v1 = b1[j], v2 = b2[j], v3 = b3[j];
            float s0 = c0[j] + ((a00 * v0 + a10 * v1) + (a20 * v2 + a30 * v3));
            float s1 = c1[j] + ((a01 * v0 + a11 * v1) + (a21 * v2 + a31 * v3));
            float s2 = c2[j] + ((a02 * v0 + a12 * v1) + (a22 * v2 + a32 * v3));
            float s3 = c3[j] + ((a03 * v0 + a13 * v1) + (a23 * v2 + a33 * v3));
            c0[j] = s0;
            c1[j] = s1;
            c2[j] = s2;
            c3[j] = s3;
        }
    }

    private static void one(
            float[] a, int at, Floats row0, Floats row1, Floats row2, Floats row3, Floats sum, int width) {
        float[] b0 = row0.values();
        float[] b1 = row1.values();
        float[] b2 = row2.values();
        float[] b3 = row3.values();
        float[] c = sum.values();
        float a0 = a[at], a1 = a[at + 4], a2 = a[at + 8], a3 = a[at + 12];
        for (int j = 0; j < width; j++) {
            c[j] = c[j] + ((a0 * b0[j] + a1 * b1[j]) + (a2 * b2[j] + a3 * b3[j]));
        }
    }
}
