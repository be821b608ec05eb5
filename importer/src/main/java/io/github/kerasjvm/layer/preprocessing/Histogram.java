package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.op.Gather;
import io.github.kerasjvm.op.GatherGradient;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;

/**
 * Evens out the histograms of channels of numbers from 0 to 255 (Keras {@code equalization.py}), in whole numbers that are exact as
 * floats.
 *
 * @param ops where to append
 * @param bins the bins of a histogram
 * @param channels how many channels there are
 * @param count the numbers of a channel, {@link #MOST} at most
 */
record Histogram(Ops ops, int bins, int channels, int count) {

    /** Keras counts in whole numbers of 32 bits, and multiplies by 255. */
    static final int MOST = Integer.MAX_VALUE / 255;

    private static final double WHITE = 255;

    /** Numbers below this times this are exact as floats. */
    private static final int PART = 1 << 12;

    /**
     * Evens out all channels; those whose numbers are all in one bin stay.
     *
     * @param x the numbers, {@code [channels, count]}
     */
    Value equalized(Value x) {
        Value counts = counts(x);
        Value table = table(counts);
        Value used = ops.reduce(ReduceFunction.SUM, ops.greater(counts, ops.constant(0)), List.of(1), true);
        Value share = ops.divide(x, ops.constant(WHITE));
        Value bin = bin(ops.multiply(share, ops.constant(bins - 1)));
        Value found = ops.apply(new Gather(), ops.reshape(table, Shape.of(channels * bins)), placed(bin));
        return ops.select(ops.greater(used, ops.constant(1)), found, x);
    }

    private Value bin(Value scaled) {
        return ops.unary(UnaryFunction.FLOOR, ops.clip(scaled, 0, bins - 1));
    }

    /** The number of a bin among those of all channels. */
    private Value placed(Value bin) {
        float[] firsts = new float[channels];
        for (int channel = 0; channel < channels; channel++) {
            firsts[channel] = channel * bins;
        }
        return ops.add(bin, ops.constant(Tensor.owning(Shape.of(channels, 1), firsts)));
    }

    private Value counts(Value x) {
        Value scaled = ops.divide(ops.multiply(x, ops.constant(bins - 1)), ops.constant(WHITE));
        Value ones = ops.constant(Tensor.filled(Shape.of(channels, count), 1));
        Value counts = ops.apply(new GatherGradient(channels * bins), placed(bin(scaled)), ones);
        return ops.reshape(counts, Shape.of(channels, bins));
    }

    /** What becomes of each bin: {@code 255 (sum - first) / (count - first)}, rounded, of the sums of counts up to the bin. */
    private Value table(Value counts) {
        float[] upTo = new float[bins * bins];
        for (int i = 0; i < upTo.length; i++) {
            upTo[i] = i / bins <= i % bins ? 1 : 0;
        }
        Value sums = ops.matmul(counts, ops.constant(Tensor.owning(Shape.of(bins, bins), upTo)));
        Value counted = ops.select(ops.greater(sums, ops.constant(0)), sums, ops.constant(count));
        Value first = ops.reduce(ReduceFunction.MINIMUM, counted, List.of(1), true);
        Value rest = ops.maximum(ops.subtract(ops.constant(count), first), ops.constant(1));
        Value above = ops.maximum(ops.subtract(sums, first), ops.constant(0));
        return ops.clip(rounded(above, rest), 0, WHITE);
    }

    /** {@code 255 n / d} to the nearest whole number, the even one of two. A quotient of floats is one off at most. */
    private Value rounded(Value n, Value d) {
        Value estimate = ops.multiply(ops.divide(n, d), ops.constant(WHITE));
        Value quotient = ops.unary(UnaryFunction.FLOOR, estimate);
        Value left = remainder(n, quotient, d);
        Value low = ops.greater(ops.constant(0), left);
        Value high = ops.greaterOrEqual(left, d);
        Value step = ops.subtract(high, low);
        quotient = ops.add(quotient, step);
        left = ops.subtract(left, ops.multiply(step, d));
        Value twice = ops.add(left, left);
        Value half = ops.unary(UnaryFunction.FLOOR, ops.multiply(quotient, ops.constant(0.5)));
        Value odd = ops.subtract(quotient, ops.add(half, half));
        Value up = ops.select(ops.equal(twice, d), odd, ops.greater(twice, d));
        return ops.add(quotient, up);
    }

    /** {@code 255 n - q d} of parts that are exact. */
    private Value remainder(Value n, Value quotient, Value d) {
        Value part = ops.constant(PART);
        Value highN = ops.unary(UnaryFunction.FLOOR, ops.divide(n, part));
        Value highD = ops.unary(UnaryFunction.FLOOR, ops.divide(d, part));
        Value lowN = ops.subtract(n, ops.multiply(highN, part));
        Value lowD = ops.subtract(d, ops.multiply(highD, part));
        Value white = ops.constant(WHITE);
        Value high = ops.subtract(ops.multiply(white, highN), ops.multiply(quotient, highD));
        Value low = ops.subtract(ops.multiply(white, lowN), ops.multiply(quotient, lowD));
        return ops.add(ops.multiply(high, part), low);
    }
}
