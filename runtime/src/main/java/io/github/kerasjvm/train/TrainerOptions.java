package io.github.kerasjvm.train;

import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.EngineOptions;
import java.util.List;
import java.util.Optional;

/**
 * How a model is trained. Immutable; each option gives a new value.
 *
 * @param engine what computes
 * @param engineOptions how it computes, and on how many threads weights are updated
 * @param seed decides dropout and noise, with the number of the step
 * @param training the training configuration in place of the file's, as JSON in the form of the file's generation; the
 *     optimizer begins anew with it. Empty for the file's own
 * @param undecayed regular expressions of the weights that weight decay leaves alone; Keras stores them in no file
 */
public record TrainerOptions(
        Engine engine, EngineOptions engineOptions, long seed, Optional<String> training, List<String> undecayed) {

    /** Keeps its own copies. */
    public TrainerOptions {
        undecayed = List.copyOf(undecayed);
    }

    /**
     * Training as the file says.
     *
     * @param engine what computes
     * @param engineOptions how it computes
     * @return the options, with the seed 0
     */
    public static TrainerOptions of(Engine engine, EngineOptions engineOptions) {
        return new TrainerOptions(engine, engineOptions, 0, Optional.empty(), List.of());
    }

    /**
     * The same with another seed.
     *
     * @param number the seed
     * @return the options
     */
    public TrainerOptions seed(long number) {
        return new TrainerOptions(engine, engineOptions, number, training, undecayed);
    }

    /**
     * The same with another training configuration.
     *
     * @param json the configuration
     * @return the options
     */
    public TrainerOptions training(String json) {
        return new TrainerOptions(engine, engineOptions, seed, Optional.of(json), undecayed);
    }

    /**
     * The same with weights that weight decay leaves alone, as {@code exclude_from_weight_decay(var_names=…)}.
     *
     * @param patterns regular expressions to be found in names
     * @return the options
     */
    public TrainerOptions undecayed(List<String> patterns) {
        return new TrainerOptions(engine, engineOptions, seed, training, patterns);
    }
}
