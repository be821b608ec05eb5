package io.github.kerasjvm.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Above what a prediction is positive; one count is made for each.
 *
 * @param values the thresholds
 * @param even whether they are evenly spread over 0 to 1 and Keras finds the threshold of a prediction by
 *     multiplication, which rounds differently: tf.keras from 2.6 on and Keras 3 (metrics_utils.py)
 */
public record Thresholds(List<Double> values, boolean even) {

    private static final double EPSILON = 1e-7;
    /** Below every prediction: with the top k alone, what is among them is positive. */
    private static final double NONE = -1e10;

    /** Keeps its own copy. */
    public Thresholds {
        values = List.copyOf(values);
    }

    static Thresholds of(List<Double> values, boolean multiplies) {
        return new Thresholds(values, multiplies && isEven(values));
    }

    /** Those of a metric that names the top k and has no thresholds of its own. */
    static Thresholds none() {
        return new Thresholds(List.of(NONE), false);
    }

    /** So many, evenly from 0 to 1. */
    static Thresholds spread(int count, boolean multiplies) {
        if (count == 1) {
            return new Thresholds(List.of(0.5), false);
        }
        return new Thresholds(
                IntStream.range(0, count)
                        .mapToObj(i -> (double) i / (count - 1))
                        .toList(),
                multiplies);
    }

    /** The same with ends just outside of 0 and 1, as for areas under curves. */
    Thresholds widened() {
        List<Double> wide = new ArrayList<>(values);
        wide.set(0, -EPSILON);
        wide.set(wide.size() - 1, 1 + EPSILON);
        return new Thresholds(wide, even);
    }

    private static boolean isEven(List<Double> values) {
        int steps = values.size() - 1;
        return steps >= 2
                && IntStream.rangeClosed(0, steps).allMatch(i -> {
                    double expected = (double) i / steps;
                    // numpy.allclose with its relative and Keras's absolute tolerance
                    return Math.abs(values.get(i) - expected) <= EPSILON + 1e-5 * expected;
                });
    }

    int count() {
        return values.size();
    }

    /** Adds a weight to the count of each threshold that a prediction is above. */
    void add(float prediction, double weight, double[] counts) {
        if (even) {
            int above = above(prediction);
            for (int t = 0; t < above; t++) {
                counts[t] += weight;
            }
            return;
        }
        for (int t = 0; t < counts.length; t++) {
            counts[t] += prediction > values.get(t).floatValue() ? weight : 0;
        }
    }

    /** How many even thresholds, from the first on, a prediction is above. */
    private int above(float prediction) {
        float inside = Math.max(0, Math.min(1, prediction));
        int above = (int) Math.ceil(inside * (count() - 1));
        return values.get(0) < 0 ? Math.max(1, above) : above;
    }
}
