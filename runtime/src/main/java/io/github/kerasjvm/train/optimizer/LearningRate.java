package io.github.kerasjvm.train.optimizer;

import io.github.kerasjvm.train.schedule.Schedule;
import java.util.Optional;

/**
 * Where the learning rate comes from.
 *
 * @param initial the rate in the configuration; the state's own wins once there is one
 * @param schedule what gives it instead; empty if it is constant
 * @param decay how much the divisor grows with each step, 0 for none
 * @param line the line, for the order of float32 operations
 */
record LearningRate(float initial, Optional<Schedule> schedule, float decay, Line line) {

    /** The rate of a step: {@code lr / (1 + decay · done)} (keras-2.3.1 optimizers.py, tf_keras legacy/optimizer_v2.py). */
    float at(OptimizerState state) {
        long done = state.iterations();
        float rate = schedule.isPresent() ? schedule.get().at(done) : state.learningRate();
        if (decay <= 0) {
            return rate;
        }
        float divisor = 1 + decay * done;
        return line.isStandalone() ? rate * (1 / divisor) : rate / divisor;
    }
}
