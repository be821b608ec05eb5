package io.github.kerasjvm.verify;

import java.util.Locale;

/**
 * What came of one case.
 *
 * @param file the file as the index or the user names it
 * @param expect what was expected; empty text outside a suite
 * @param outcome what came
 * @param maxAbs the largest absolute difference of the outputs; not a number if nothing was compared
 * @param maxRel the largest relative difference of the outputs; not a number if nothing was compared
 * @param firstDivergentLayer the first layer whose numbers differ; empty text if none
 * @param code the code of the first problem; empty text if none
 * @param message the first problem or what failed; empty text if none
 * @param seconds how long it took
 */
public record CaseResult(
        String file,
        String expect,
        Outcome outcome,
        double maxAbs,
        double maxRel,
        String firstDivergentLayer,
        String code,
        String message,
        double seconds) {

    /** What can come of a case. */
    public enum Outcome {
        /** The numbers agree, or, where none were recorded, the model is sound. */
        MATCH,
        /** The numbers differ. */
        MISMATCH,
        /** The file was refused, with a reason. */
        REFUSED,
        /** The file holds weights alone. */
        WEIGHTS_ONLY,
        /** Something went wrong that must not: a defect, or data that cannot be read. */
        ERROR;

        /** As it is printed: {@code weights-only}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Whether what came is what was expected.
     *
     * @return true if it is; outside a suite, if the numbers agree
     */
    public boolean isAsExpected() {
        return switch (expect) {
            case "refuse" -> outcome == Outcome.REFUSED;
            case "weights" -> outcome == Outcome.WEIGHTS_ONLY;
            case "either" -> outcome == Outcome.MATCH || outcome == Outcome.REFUSED;
            default -> outcome == Outcome.MATCH;
        };
    }
}
