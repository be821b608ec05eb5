package io.github.kerasjvm.engine.reference;

import java.util.Arrays;

/**
 * Numbers in float32.
 *
 * @param values the elements
 */
record Floats(float[] values) implements Buffer {

    @Override
    public double get(int index) {
        return values[index];
    }

    @Override
    public void set(int index, double value) {
        values[index] = (float) value;
    }

    @Override
    public void fill(int from, int count, double value) {
        Arrays.fill(values, from, from + count, (float) value);
    }

    @Override
    public void gather(Buffer source, int at, int step, int to, int count) {
        float[] from = ((Floats) source).values;
        if (step == 1) {
            System.arraycopy(from, at, values, to, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            values[to + i] = from[at + i * step];
        }
    }
}
