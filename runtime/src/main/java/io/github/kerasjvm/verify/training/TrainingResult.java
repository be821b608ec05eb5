package io.github.kerasjvm.verify.training;

import io.github.kerasjvm.verify.CaseResult.Outcome;

/**
 * What came of a recorded training.
 *
 * @param name the name of the case
 * @param outcome what came
 * @param maxLossRel the largest difference of a loss or metric from Keras's, {@code |ours - golden| / (|golden| + 0.01)};
 *     not a number if nothing was compared
 * @param maxWeightRel the largest difference of an element of a weight or of the optimizer's state, in the same measure; not a
 *     number if nothing was compared
 * @param firstDifference what differs first; empty text if nothing
 * @param code the code of the first problem; empty text if none
 * @param message the problems, or what failed; empty text if none
 * @param seconds how long it took
 */
public record TrainingResult(
        String name,
        Outcome outcome,
        double maxLossRel,
        double maxWeightRel,
        String firstDifference,
        String code,
        String message,
        double seconds) {}
