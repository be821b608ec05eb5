package io.github.kerasjvm.model;

import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * One layer as a row of the summary.
 *
 * @param path its path, {@code outer/inner}
 * @param className its class in the file
 * @param outputs the shapes of the results of its first call; empty if it is never called
 * @param parameters the number of elements of its weights; for a nested model of all that it holds
 * @param trainableParameters the number of these that training changes
 * @param inputs where the inputs of its first call come from, as {@code layer[call][output]}
 * @param isModel whether it is a nested model
 * @param isKnown whether it can be run
 */
public record LayerSummary(
        String path,
        String className,
        List<Shape> outputs,
        long parameters,
        long trainableParameters,
        List<String> inputs,
        boolean isModel,
        boolean isKnown) {
    /** Keeps its own copies. */
    public LayerSummary {
        outputs = List.copyOf(outputs);
        inputs = List.copyOf(inputs);
    }
}
