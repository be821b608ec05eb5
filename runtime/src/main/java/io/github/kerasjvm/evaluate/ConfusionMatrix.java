package io.github.kerasjvm.evaluate;

import java.util.Arrays;

/** How often each class was taken for each. Immutable. */
public final class ConfusionMatrix {

    private final long[][] counts;

    /** Takes over counts by true and predicted class. */
    ConfusionMatrix(long[][] counts) {
        this.counts = counts;
    }

    /**
     * The number of classes.
     *
     * @return 2 or more
     */
    public int classes() {
        return counts.length;
    }

    /**
     * How often a class was taken for another, or itself.
     *
     * @param actual the class that the label names
     * @param predicted the class that the model gives
     * @return 0 or more
     */
    public long count(int actual, int predicted) {
        return counts[actual][predicted];
    }

    /**
     * How many labels name a class.
     *
     * @param actual the class
     * @return 0 or more
     */
    public long support(int actual) {
        return Arrays.stream(counts[actual]).sum();
    }

    /**
     * The share of right ones among those that the model takes for a class.
     *
     * @param predicted the class
     * @return 0 to 1; 0 if the model never gives the class, as scikit-learn reports it
     */
    public double precision(int predicted) {
        long given = Arrays.stream(counts).mapToLong(row -> row[predicted]).sum();
        return given == 0 ? 0 : (double) counts[predicted][predicted] / given;
    }

    /**
     * The share of a class that the model finds.
     *
     * @param actual the class
     * @return 0 to 1; 0 if no label names the class
     */
    public double recall(int actual) {
        long support = support(actual);
        return support == 0 ? 0 : (double) counts[actual][actual] / support;
    }

    /**
     * The harmonic mean of precision and recall of a class.
     *
     * @param classIndex the class
     * @return 0 to 1
     */
    public double f1(int classIndex) {
        double sum = precision(classIndex) + recall(classIndex);
        return sum == 0 ? 0 : 2 * precision(classIndex) * recall(classIndex) / sum;
    }
}
