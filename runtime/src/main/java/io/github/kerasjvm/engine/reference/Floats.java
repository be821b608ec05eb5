package io.github.kerasjvm.engine.reference;

import io.github.kerasjvm.tensor.Tensor;
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
    public void load(Tensor tensor) {
        tensor.copyTo(0, values, 0, tensor.elements());
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

    @Override
    public void scatterAdd(Buffer source, int from, int at, int step, int count) {
        float[] more = ((Floats) source).values;
        for (int i = 0; i < count; i++) {
            values[at + i * step] += more[from + i];
        }
    }
}
