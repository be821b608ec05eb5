package io.github.kerasjvm.engine.reference;

import io.github.kerasjvm.tensor.Tensor;
import java.util.Arrays;

/**
 * Numbers in float64.
 *
 * @param values the elements
 */
record Doubles(double[] values) implements Buffer {

    @Override
    public double get(int index) {
        return values[index];
    }

    @Override
    public void set(int index, double value) {
        values[index] = value;
    }

    @Override
    public void load(Tensor tensor) {
        for (int i = 0; i < tensor.elements(); i++) {
            values[i] = tensor.get(i);
        }
    }

    @Override
    public void fill(int from, int count, double value) {
        Arrays.fill(values, from, from + count, value);
    }

    @Override
    public void gather(Buffer source, int at, int step, int to, int count) {
        for (int i = 0; i < count; i++) {
            values[to + i] = source.get(at + i * step);
        }
    }
}
