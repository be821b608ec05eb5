package io.github.kerasjvm.train.optimizer;

/**
 * What an optimizer's rule knows in one step.
 *
 * @param learningRate the rate of this step, after schedule and decay
 * @param updates how many updates are done; with accumulated gradients fewer than the steps
 * @param isScheduled whether the rate comes from a schedule
 * @param state the slots
 * @param parameters the weights and their gradients, clipped
 */
record Turn(float learningRate, long updates, boolean isScheduled, OptimizerState state, Parameters parameters) {

    float[] weights() {
        return parameters.values();
    }

    float[] gradients() {
        return parameters.gradients();
    }

    float[] slot(String name) {
        return state.slot(name);
    }

    /** The number of this update, 1 for the first. */
    float step() {
        return updates + 1;
    }

    /** {@code beta^t} with a float32 base, as Keras's tensors have it. */
    float power(float beta) {
        return (float) Math.pow(beta, step());
    }
}
