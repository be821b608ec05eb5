package io.github.kerasjvm.train.schedule;

/**
 * A learning rate that depends on the number of steps done (keras-3.15 optimizers/schedules/learning_rate_schedule.py;
 * the same in tf.keras). Everything is computed in float32 as there. Immutable.
 */
public sealed interface Schedule
        permits CosineDecay,
                CosineDecayRestarts,
                ExponentialDecay,
                InverseTimeDecay,
                PiecewiseConstantDecay,
                PolynomialDecay {

    /**
     * The learning rate of a step.
     *
     * @param step how many steps are done before it, 0 for the first
     * @return the rate
     */
    float at(long step);
}
