package io.github.kerasjvm.evaluate;

import java.util.List;

/**
 * What a metric says that the model was compiled with.
 *
 * @param name the name under which Keras reports it
 * @param values one number, or one for each threshold, class or regressor
 */
public record MetricValue(String name, List<Double> values) {

    /** Keeps its own copy. */
    public MetricValue {
        values = List.copyOf(values);
    }
}
