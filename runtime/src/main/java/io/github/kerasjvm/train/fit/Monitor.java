package io.github.kerasjvm.train.fit;

import io.github.kerasjvm.data.DataException;
import java.util.Map;

/**
 * A number of the logs that gets better or does not (keras/callbacks.py, {@code EarlyStopping}).
 *
 * @param name its name in the logs, {@code val_loss}
 * @param minDelta how much counts as better, 0 or more
 */
record Monitor(String name, double minDelta) {

    /** Accuracies and areas under curves grow, everything else falls: Keras's mode {@code auto}. */
    boolean grows() {
        return name.contains("acc") || name.endsWith("auc") || name.endsWith("precision") || name.endsWith("recall");
    }

    double value(Map<String, Double> logs) {
        Double value = logs.get(name);
        if (value == null) {
            throw new DataException("there is no " + name + " to go by; the logs of this training have "
                    + String.join(", ", logs.keySet()));
        }
        return value;
    }

    /** What any number is better than. */
    double worst() {
        return grows() ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    boolean isBetter(double value, double best) {
        return grows() ? value - minDelta > best : value + minDelta < best;
    }
}
