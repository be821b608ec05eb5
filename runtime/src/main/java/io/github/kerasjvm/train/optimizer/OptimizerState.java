package io.github.kerasjvm.train.optimizer;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an optimizer remembers from step to step: how many steps are done, the learning rate, its slots. Changed by every
 * step; for one thread at a time.
 */
public final class OptimizerState {

    private final Map<String, SlotArray> slots = new LinkedHashMap<>();
    private final Map<String, Float> scalars = new LinkedHashMap<>();
    private long iterations;
    private float learningRate;

    private OptimizerState() {}

    /**
     * The state before the first step.
     *
     * @param config the optimizer
     * @param parameters the weights that it trains
     * @return a new state
     */
    static OptimizerState initial(OptimizerConfig config, Parameters parameters) {
        OptimizerState state = new OptimizerState();
        state.learningRate = config.learningRate().initial();
        for (Slot slot : config.slots()) {
            state.slots.put(slot.name(), SlotArray.of(slot, parameters.layout()));
        }
        config.rule().scalar(config.line()).ifPresent(scalar -> state.scalars.put(scalar.name(), scalar.initial()));
        if (config.averageBeginsAtWeights()) {
            float[] average = state.slot(OptimizerConfig.AVERAGE);
            System.arraycopy(parameters.values(), 0, average, 0, average.length);
        }
        return state;
    }

    /**
     * How many steps are done; with accumulated gradients every call counts.
     *
     * @return 0 or more
     */
    public long iterations() {
        return iterations;
    }

    /**
     * Says how many steps are done.
     *
     * @param done 0 or more
     */
    public void setIterations(long done) {
        this.iterations = done;
    }

    /**
     * The learning rate; without meaning where a schedule gives it.
     *
     * @return the rate
     */
    public float learningRate() {
        return learningRate;
    }

    /**
     * Sets the learning rate, as Keras's callbacks do.
     *
     * @param rate the rate
     */
    public void setLearningRate(float rate) {
        this.learningRate = rate;
    }

    /**
     * The elements of a slot.
     *
     * @param name Keras's name for it
     * @return the array itself
     */
    float[] slot(String name) {
        return slots.get(name).values();
    }

    SlotArray slotArray(String name) {
        return slots.get(name);
    }

    /**
     * The single numbers besides slots, such as the product of Nadam's schedule.
     *
     * @return a copy, by Keras's names
     */
    public Map<String, Float> scalars() {
        return Map.copyOf(scalars);
    }

    float scalar(String name) {
        return scalars.get(name);
    }

    /**
     * Sets a single number.
     *
     * @param name Keras's name for it
     * @param value the number
     */
    public void setScalar(String name, float value) {
        scalars.put(name, value);
    }
}
