package io.github.kerasjvm.evaluate;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What an evaluation found.
 *
 * @param loss the loss as Keras's {@code evaluate} reports it: the weighted sum of the outputs' losses and the
 *     regularisation; empty if the model has no loss that is computed here
 * @param regularization the part of it that comes from the weights' regularisers
 * @param outputs each output, in order
 * @param metrics the metrics that the model was compiled with, in the order in which Keras reports them
 * @param rows how many rows were evaluated
 * @param seconds how long it took, reading the data included
 * @param notes what the numbers leave out, or what had to be taken for granted; empty if there is nothing to say
 */
public record Evaluation(
        OptionalDouble loss,
        double regularization,
        List<OutputEvaluation> outputs,
        List<MetricValue> metrics,
        long rows,
        double seconds,
        List<String> notes) {

    /** Keeps its own copies. */
    public Evaluation {
        outputs = List.copyOf(outputs);
        metrics = List.copyOf(metrics);
        notes = List.copyOf(notes);
    }

    /**
     * The accuracy of the first output that has one.
     *
     * @return the accuracy; empty if no output has one
     */
    public Optional<Accuracy> accuracy() {
        return outputs.stream().flatMap(output -> output.accuracy().stream()).findFirst();
    }
}
