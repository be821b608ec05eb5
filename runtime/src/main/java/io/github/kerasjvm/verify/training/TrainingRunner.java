package io.github.kerasjvm.verify.training;

import io.github.kerasjvm.data.DataException;
import io.github.kerasjvm.engine.EngineException;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.train.TrainerOptions;
import io.github.kerasjvm.verify.CaseResult.Outcome;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Does recorded trainings again; a case that fails in any way takes no other down.
 *
 * @param options how to train
 * @param imports what is done to each import, such as limits
 */
public record TrainingRunner(TrainerOptions options, UnaryOperator<Import> imports) {

    /** The code of a model that is sound, but that the chosen engine does not train. */
    private static final String ENGINE = "KJ-ENGINE-1";

    /** The code of what must never happen. */
    private static final String DEFECT = "KJ-BUG";

    /**
     * Does one training again.
     *
     * @param recorded the training
     * @return what came of it
     */
    public TrainingResult run(TrainingCase recorded) {
        long start = System.nanoTime();
        try {
            Replay replay = Replay.of(recorded, options, imports);
            String difference = replay.difference();
            Outcome outcome = difference.isEmpty() ? Outcome.MATCH : Outcome.MISMATCH;
            return new TrainingResult(
                    recorded.name(),
                    outcome,
                    replay.losses().largest(),
                    replay.arrays().largest(),
                    difference,
                    "",
                    "",
                    seconds(start));
        } catch (ImportException e) {
            String message = e.problems().stream().map(Object::toString).collect(Collectors.joining("\n"));
            String code = e.problems().get(0).code().id();
            return failed(recorded, Outcome.REFUSED, code, message, start);
        } catch (EngineException e) {
            return failed(recorded, Outcome.REFUSED, ENGINE, e.getMessage(), start);
        } catch (DataException e) {
            return failed(recorded, Outcome.ERROR, "", e.getMessage(), start);
        } catch (Throwable e) {
            // Also what a native library throws when it cannot be loaded, such as UnsatisfiedLinkError.
            return failed(recorded, Outcome.ERROR, DEFECT, e.toString(), start);
        }
    }

    private static TrainingResult failed(
            TrainingCase recorded, Outcome outcome, String code, String message, long start) {
        return new TrainingResult(recorded.name(), outcome, Double.NaN, Double.NaN, "", code, message, seconds(start));
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
