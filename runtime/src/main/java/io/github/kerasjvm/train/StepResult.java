package io.github.kerasjvm.train;

import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What one step gives, for the weights before it.
 *
 * @param loss the whole loss, penalties included
 * @param losses the loss of each output, not multiplied by its weight; empty for an output without
 * @param outputs what the model gives
 * @param gradients the gradient of the loss by trained weight
 * @param updates what other weights become
 */
record StepResult(
        double loss,
        List<OptionalDouble> losses,
        List<Tensor> outputs,
        Map<String, Tensor> gradients,
        Map<String, Tensor> updates) {}
