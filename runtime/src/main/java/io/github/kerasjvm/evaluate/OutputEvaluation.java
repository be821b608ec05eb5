package io.github.kerasjvm.evaluate;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What an evaluation found for one output.
 *
 * <p>The losses of outputs are weighted by the rows of each batch, as the total is. Keras 3.15 reports
 * {@code <output>_loss} without these weights (compile_utils.py), so that a smaller last batch counts as much as the
 * others there.
 *
 * @param name the name of the output's layer
 * @param lossName the loss, {@code categorical_crossentropy}; empty if it has none
 * @param loss the loss without its weight and without regularisation; empty if it has none
 * @param accuracy how often the model is right; empty where that is not asked
 */
public record OutputEvaluation(String name, String lossName, OptionalDouble loss, Optional<Accuracy> accuracy) {}
