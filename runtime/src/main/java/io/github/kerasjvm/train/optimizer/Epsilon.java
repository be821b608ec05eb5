package io.github.kerasjvm.train.optimizer;

import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.train.argument.Settings;

/** Where an optimizer adds its epsilon. */
enum Epsilon {
    /** {@code sqrt(a + epsilon)}. */
    INSIDE,
    /** {@code sqrt(a) + epsilon}. */
    OUTSIDE;

    private static final double OTHERWISE = 1e-7;

    /**
     * Reads the argument. Keras 1 has 1e-8 where the file has none, later ones 1e-7; tf.keras before 2.11 takes 1e-7 for 0,
     * too ({@code epsilon or backend_config.epsilon()}).
     */
    static float read(Settings settings, Line line) {
        double epsilon = settings.number("epsilon", line == Line.KERAS_1 ? 1e-8 : OTHERWISE);
        if (line.isModern() && settings.get("epsilon").isNull() && settings.isGiven("epsilon")) {
            settings.report(Code.ARGUMENT_TYPE, "epsilon", "is null, expected a number");
        }
        return (float) (line == Line.TF_KERAS && epsilon == 0 ? OTHERWISE : epsilon);
    }
}
