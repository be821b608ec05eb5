package io.github.kerasjvm.verify;

import io.github.kerasjvm.data.DataException;
import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.EngineException;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.problem.Problem;
import io.github.kerasjvm.runtime.Model;
import java.util.function.UnaryOperator;

/**
 * Runs the cases of a suite one by one; a case that fails in any way takes no other down, and its memory is free before
 * the next begins.
 *
 * @param engine what runs the models
 * @param options how
 * @param imports what is done to each import, such as limits
 */
public record CaseRunner(Engine engine, EngineOptions options, UnaryOperator<Import> imports) {

    /** The code of a model that is sound, but that the chosen engine does not run. */
    private static final String ENGINE = "KJ-ENGINE-1";

    /** The code of what must never happen. */
    private static final String DEFECT = "KJ-BUG";

    /**
     * Runs one case.
     *
     * @param entry the case
     * @return what came of it
     */
    public CaseResult run(Suite.Entry entry) {
        long start = System.nanoTime();
        Partial result = partial(entry);
        double seconds = (System.nanoTime() - start) / 1e9;
        return new CaseResult(
                entry.name(),
                entry.expect().toString(),
                result.outcome,
                result.maxAbs,
                result.maxRel,
                result.layer,
                result.code,
                result.message,
                seconds);
    }

    private record Partial(
            CaseResult.Outcome outcome, double maxAbs, double maxRel, String layer, String code, String message) {

        static Partial of(CaseResult.Outcome outcome, String code, String message) {
            return new Partial(outcome, Double.NaN, Double.NaN, "", code, message);
        }

        static Partial of(Verification verification) {
            return new Partial(
                    verification.agrees() ? CaseResult.Outcome.MATCH : CaseResult.Outcome.MISMATCH,
                    verification.maxAbs(),
                    verification.maxRel(),
                    verification.firstDivergentLayer().orElse(""),
                    "",
                    verification.unknownLayers().isEmpty()
                            ? ""
                            : "recorded layers that the model lacks: " + verification.unknownLayers());
        }

        static Partial refused(ImportException e) {
            Problem first = e.problems().get(0);
            CaseResult.Outcome outcome =
                    first.code() == Code.WEIGHTS_ONLY ? CaseResult.Outcome.WEIGHTS_ONLY : CaseResult.Outcome.REFUSED;
            return of(outcome, first.code().id(), first.toString());
        }
    }

    private Partial partial(Suite.Entry entry) {
        try {
            return verified(entry);
        } catch (ImportException e) {
            return Partial.refused(e);
        } catch (EngineException e) {
            return Partial.of(CaseResult.Outcome.REFUSED, ENGINE, e.getMessage());
        } catch (DataException e) {
            return Partial.of(CaseResult.Outcome.ERROR, "", e.getMessage());
        } catch (Throwable e) {
            // Also what a native library throws when it cannot be loaded, such as UnsatisfiedLinkError.
            return Partial.of(CaseResult.Outcome.ERROR, DEFECT, e.toString());
        }
    }

    private Partial verified(Suite.Entry entry) {
        Import file = imports.apply(Import.of(entry.file()));
        KerasModel keras = entry.weights().isPresent()
                ? file.weights(entry.weights().get()).load()
                : file.load();
        if (entry.golden().isEmpty()) {
            return Partial.of(CaseResult.Outcome.MATCH, "", "");
        }
        try (Model model = Model.of(keras, engine, options)) {
            ParityFile golden = ParityFile.read(entry.golden().get());
            return Partial.of(Verification.of(model, golden, toleranceFor(keras)));
        }
    }

    /**
     * The tolerance that fits the numbers which Keras computed with.
     *
     * @param model the model
     * @return that of float16 for a model with such a type, else that of float32
     */
    public static Tolerance toleranceFor(KerasModel model) {
        return toleranceFor(model.config());
    }

    /**
     * The tolerance that fits the numbers which Keras computed with, for a model that need not be sound.
     *
     * @param config the architecture as JSON text
     * @return that of float16 for a model with such a type, else that of float32
     */
    public static Tolerance toleranceFor(String config) {
        boolean half =
                config.contains("mixed_float16") || config.contains("\"float16\"") || config.contains("bfloat16");
        return half ? Tolerance.FLOAT16 : Tolerance.FLOAT32;
    }
}
