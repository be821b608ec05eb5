package io.github.kerasjvm.train.optimizer;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.config.Generation;
import io.github.kerasjvm.config.Origin;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of optimizers that Keras has had: the same name, other formulas, another order of the state in the file. */
public enum Line {
    /** Keras 1 (keras-1.2.2 optimizers.py). */
    KERAS_1,
    /** Keras 2.0 to 2.2 on its own, and tf.keras before TensorFlow 1.13 (keras-2.2.4 optimizers.py). */
    KERAS_2,
    /** Keras 2.3 on its own (keras-2.3.1 optimizers.py). */
    KERAS_2_3,
    /** tf.keras of TensorFlow 1.13 to 2.10, its {@code optimizers.legacy} since (tf_keras-2.21 optimizers/legacy). */
    TF_KERAS,
    /** tf.keras of TensorFlow 2.11 to 2.15, and tf_keras (tf_keras-2.21 optimizers). */
    TF_KERAS_2_11,
    /** Keras 3 (keras-3.15 optimizers). */
    KERAS_3;

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");

    /**
     * The line of the optimizer in a file.
     *
     * @param className its class as the file gives it
     * @param config its arguments
     * @param origin who wrote the file
     * @return the line
     */
    public static Line of(String className, JsonNode config, Origin origin) {
        if (origin.generation() == Generation.KERAS_3) {
            return KERAS_3;
        }
        if (origin.generation() == Generation.KERAS_1) {
            return KERAS_1;
        }
        if (config.path("is_legacy_optimizer").isBoolean()) {
            return config.path("is_legacy_optimizer").booleanValue() ? TF_KERAS : TF_KERAS_2_11;
        }
        if (className.startsWith("Custom>") || config.has("use_ema") || config.has("jit_compile")) {
            return TF_KERAS_2_11;
        }
        boolean insideTensorFlow = origin.version().endsWith("-tf");
        int version = version(origin.version());
        if (insideTensorFlow && config.has("lr")) {
            return KERAS_2;
        }
        if (insideTensorFlow || version >= 204) {
            // A name alone stands for the optimizer that this version makes of it.
            return version >= 211 && config.isEmpty() ? TF_KERAS_2_11 : TF_KERAS;
        }
        return version == 203 ? KERAS_2_3 : KERAS_2;
    }

    /** Major times 100 plus minor; the last of Keras 2 on its own if the file does not say. */
    static int version(String text) {
        Matcher version = VERSION.matcher(text);
        return version.matches() ? 100 * Integer.parseInt(version.group(1)) + Integer.parseInt(version.group(2)) : 203;
    }

    /** Whether it is one of Keras on its own before Keras 3: hyperparameters are float32 variables, {@code decay} acts. */
    boolean isStandalone() {
        return this == KERAS_1 || this == KERAS_2 || this == KERAS_2_3;
    }

    /** Whether weight decay, averages and the other arguments of tf.keras 2.11 and later exist. */
    boolean isModern() {
        return this == TF_KERAS_2_11 || this == KERAS_3;
    }

    /**
     * {@code 1 - beta}: from the float32 variable or tensor that the line makes of an argument first, or from Python's
     * own number. The two differ by up to 5e-5 of the result.
     */
    float complement(double beta) {
        return isModern() ? (float) (1 - beta) : 1 - (float) beta;
    }
}
