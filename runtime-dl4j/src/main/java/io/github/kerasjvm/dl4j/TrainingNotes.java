package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problem;
import io.github.kerasjvm.problem.Problems;
import java.util.List;

/** Collects what DL4J has not or does otherwise in training. */
final class TrainingNotes {

    private final Problems problems = Problems.none();
    private boolean hasOtherGradients;

    /** Notes something that makes neither losses nor gradients others, for usual numbers. */
    void tell(String layer, String argument, String message) {
        problems.at(layer, "").add(Code.EXPORT_TRAINING, argument, message, "");
    }

    /** Notes something with which losses or gradients are others. */
    void differ(String layer, String argument, String message) {
        hasOtherGradients = true;
        tell(layer, argument, message);
    }

    boolean hasOtherGradients() {
        return hasOtherGradients;
    }

    List<Problem> list() {
        return problems.list();
    }
}
