package io.github.kerasjvm.layer.initializer;

import io.github.kerasjvm.tensor.Shape;
import java.util.random.RandomGenerator;

/**
 * Keras {@code Orthogonal}: a matrix {@code [all but the last, last]} whose rows or columns, whichever are fewer, are orthogonal and
 * of the same length.
 *
 * @param gain that length
 */
public record Orthogonal(double gain) implements Initializer {

    @Override
    public boolean fits(Shape shape) {
        return shape.rank() >= 2;
    }

    @Override
    public float[] draw(Shape shape, RandomGenerator random) {
        int columns = shape.last();
        int rows = Math.toIntExact(shape.elements() / columns);
        boolean isWide = rows < columns;
        double[][] vectors = vectors(Math.min(rows, columns), Math.max(rows, columns), random);
        float[] elements = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double value = isWide ? vectors[row][column] : vectors[column][row];
                elements[row * columns + column] = (float) (gain * value);
            }
        }
        return elements;
    }

    /** Orthogonal vectors of length 1: normal ones, each without what it shares with those before (Gram and Schmidt, twice). */
    private static double[][] vectors(int count, int size, RandomGenerator random) {
        double[][] vectors = new double[count][size];
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < size; k++) {
                vectors[i][k] = random.nextGaussian();
            }
            for (int pass = 0; pass < 2; pass++) {
                for (int before = 0; before < i; before++) {
                    add(vectors[i], vectors[before], -product(vectors[i], vectors[before]));
                }
            }
            double length = Math.sqrt(product(vectors[i], vectors[i]));
            for (int k = 0; k < size; k++) {
                vectors[i][k] /= length;
            }
        }
        return vectors;
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void add(double[] to, double[] what, double factor) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * what[i];
        }
    }
}
