package io.github.kerasjvm.train;

import io.github.kerasjvm.model.TrainingGraph;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.SplittableRandom;

/**
 * The random numbers of a step. Each row has a source of its own, which seed, step, draw and row decide: so it has the same
 * numbers whoever computes it, and with whatever rows beside it.
 *
 * @param seed the seed of the training
 * @param step the number of the step
 */
record Draws(long seed, long step) {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /**
     * Draws the numbers of one input.
     *
     * @param draw what kind of numbers
     * @param number the place of the input among those that are drawn
     * @param shape the shape, the rows first
     * @param firstRow the place of the first of these rows in the batch
     */
    Tensor of(TrainingGraph.Draw draw, int number, Shape shape, int firstRow) {
        float[] numbers = new float[Math.toIntExact(shape.elements())];
        int rows = shape.rank() == 0 ? 1 : shape.size(0);
        int width = rows == 0 ? 0 : numbers.length / rows;
        long base = mixed(mixed(seed ^ step * GOLDEN) + number * GOLDEN);
        for (int row = 0; row < rows; row++) {
            long source = mixed(base + (firstRow + row) * GOLDEN);
            fill(draw.distribution(), numbers, row * width, width, source, base);
        }
        return Tensor.owning(shape, numbers);
    }

    private static void fill(
            TrainingGraph.Distribution distribution, float[] numbers, int from, int count, long source, long base) {
        if (distribution instanceof TrainingGraph.Normal) {
            fillNormal(numbers, from, count, source);
        } else if (distribution instanceof TrainingGraph.Beta beta) {
            double share = new SplittableRandom(base).nextDouble();
            double parameter = beta.least() + share * (beta.most() - beta.least());
            BetaNumbers.fill(numbers, from, count, parameter, new SplittableRandom(source));
        } else {
            fillUniform(numbers, from, count, source);
        }
    }

    private static void fillNormal(float[] numbers, int from, int count, long source) {
        SplittableRandom random = new SplittableRandom(source);
        for (int i = from; i < from + count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
    }

    /** Multiples of 2⁻²⁴: a hash of the place, in whole numbers without a branch, so that the loop runs on vectors. */
    private static void fillUniform(float[] numbers, int from, int count, long source) {
        int start = (int) source;
        int factor = (int) (source >>> 32) | 1;
        for (int i = 0; i < count; i++) {
            int hash = i * 0x9E3779B9 + start;
            hash = (hash ^ hash >>> 16) * factor;
            hash = (hash ^ hash >>> 15) * 0x846CA68B;
            hash = (hash ^ hash >>> 13) * 0x7FEB352D;
            hash ^= hash >>> 16;
            numbers[from + i] = (hash >>> 8) * 0x1p-24f;
        }
    }

    /** Stafford's mix 13, as in SplittableRandom: near seeds give sources that are far from each other. */
    private static long mixed(long z) {
        long y = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        long x = (y ^ y >>> 27) * 0x94D049BB133111EBL;
        return x ^ x >>> 31;
    }
}
