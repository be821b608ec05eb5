package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.tensor.Tensor;

/** Compares what two float32 implementations computed. */
final class Parity {

    private Parity() {}

    /** What differs by more than {@code 1e-5 + relative * |y|}, in words; empty if nothing does. */
    static String difference(Tensor expected, Tensor actual, double relative) {
        if (!expected.shape().equals(actual.shape())) {
            return "has the shape " + actual.shape() + ", expected " + expected.shape();
        }
        for (int i = 0; i < expected.elements(); i++) {
            float y = expected.get(i);
            boolean agrees = Float.compare(y, actual.get(i)) == 0
                    || Math.abs(y - actual.get(i)) <= 1e-5 + relative * Math.abs(y);
            if (!agrees) {
                return "is " + actual.get(i) + " at place " + i + ", expected " + y;
            }
        }
        return "";
    }
}
