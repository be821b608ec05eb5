package io.github.kerasjvm.train.schedule;

import java.util.List;

/**
 * One rate after the other; a boundary itself still has the earlier one.
 *
 * @param boundaries the last step of each rate but the last, ascending
 * @param values the rates, one more than boundaries
 */
public record PiecewiseConstantDecay(List<Double> boundaries, List<Double> values) implements Schedule {

    /**
     * Keeps its own copies.
     *
     * @param boundaries the last step of each rate but the last, ascending
     * @param values the rates, one more than boundaries
     * @throws IllegalArgumentException if their numbers do not fit
     */
    public PiecewiseConstantDecay {
        boundaries = List.copyOf(boundaries);
        values = List.copyOf(values);
        if (values.size() != boundaries.size() + 1) {
            throw new IllegalArgumentException(
                    values.size() + " values for " + boundaries.size() + " boundaries, expected one more");
        }
    }

    @Override
    public float at(long step) {
        int i = 0;
        while (i < boundaries.size() && step > boundaries.get(i)) {
            i++;
        }
        return values.get(i).floatValue();
    }
}
