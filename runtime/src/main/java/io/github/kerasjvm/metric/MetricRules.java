package io.github.kerasjvm.metric;

import io.github.kerasjvm.config.Generation;
import io.github.kerasjvm.config.Origin;
import io.github.kerasjvm.loss.LossRules;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the metrics of the generations of Keras differ.
 *
 * @param line the line of Keras, which decides on names and on where metrics stand in a file
 * @param byBatch whether a metric is the mean of what batches give, nothing being kept from one to the next: up to 2.2
 * @param roundsProbabilities whether binary accuracy rounds where its threshold is 0.5
 * @param findsThreshold whether evenly spread thresholds are found by multiplication
 * @param nearestThreshold whether a share at a constraint is taken at the threshold nearest to it
 * @param losses what functions mean that are losses, too
 */
record MetricRules(
        Line line,
        boolean byBatch,
        boolean roundsProbabilities,
        boolean findsThreshold,
        boolean nearestThreshold,
        LossRules losses) {

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");

    /** The lines of Keras, oldest first. */
    enum Line {
        /** Keras 1. */
        KERAS_1,
        /** Keras 2.0. */
        KERAS_2_0,
        /** Keras 2.1 and 2.2. */
        KERAS_2,
        /** Keras inside TensorFlow 1, and 2.0 and 2.1, which write the same version. */
        TENSORFLOW_1,
        /** Keras 2.3. */
        KERAS_2_3,
        /** Keras inside TensorFlow from 2.2 on, {@code tf_keras}. */
        TENSORFLOW_2,
        /** Keras 3. */
        KERAS_3
    }

    static MetricRules of(Origin origin) {
        int version = version(origin);
        Line line = line(origin, version);
        boolean modern = line == Line.TENSORFLOW_2 || line == Line.KERAS_3;
        return new MetricRules(
                line,
                line.compareTo(Line.KERAS_2) <= 0 || line == Line.TENSORFLOW_1 && version < 202,
                line.compareTo(Line.KERAS_2) <= 0 || line == Line.KERAS_2_3,
                modern && version >= 206,
                line != Line.KERAS_3 && version < 204,
                LossRules.of(origin));
    }

    private static Line line(Origin origin, int version) {
        if (origin.generation() == Generation.KERAS_3) {
            return Line.KERAS_3;
        }
        if (origin.version().endsWith("-tf")) {
            return version >= 203 ? Line.TENSORFLOW_2 : Line.TENSORFLOW_1;
        }
        if (version >= 204) {
            return Line.TENSORFLOW_2;
        }
        if (version >= 201) {
            return version >= 203 ? Line.KERAS_2_3 : Line.KERAS_2;
        }
        return version >= 200 ? Line.KERAS_2_0 : Line.KERAS_1;
    }

    /** Major times 100 plus minor; the last of the generation if the file does not say. */
    private static int version(Origin origin) {
        Matcher version = VERSION.matcher(origin.version());
        if (version.matches()) {
            return 100 * Integer.parseInt(version.group(1)) + Integer.parseInt(version.group(2));
        }
        return switch (origin.generation()) {
            case KERAS_1 -> 102;
            case KERAS_2 -> 215;
            case KERAS_3 -> 300;
        };
    }

    /** Whether the mask of an output counts for a metric. */
    boolean masks(Metric metric) {
        return switch (line) {
            case KERAS_1 -> false;
            case KERAS_2_0, KERAS_2, TENSORFLOW_1, KERAS_2_3, TENSORFLOW_2 -> true;
            // Keras 3 hands the mask to MeanMetricWrapper alone (reduction_metrics.py).
            case KERAS_3 -> metric instanceof MeanMetric;
        };
    }

    /** What Keras adds to divisors in newer metrics. */
    double epsilon() {
        return line == Line.KERAS_3 ? 1e-7 : 0;
    }
}
