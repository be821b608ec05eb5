package io.github.kerasjvm.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.kerasjvm.data.DataException;
import io.github.kerasjvm.data.DataSet;
import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.loss.CompiledLosses;
import io.github.kerasjvm.loss.Loss;
import io.github.kerasjvm.loss.LossReader;
import io.github.kerasjvm.loss.LossRules;
import io.github.kerasjvm.loss.OutputLoss;
import io.github.kerasjvm.metric.CompiledMetrics;
import io.github.kerasjvm.metric.MetricReader;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.read.Json;
import io.github.kerasjvm.read.Limits;
import java.util.List;
import java.util.Optional;

/**
 * Evaluates a model on a data set: {@code Evaluate.of(model, engine, options).run(data)}. Immutable; each option gives a
 * new value.
 *
 * @param model the model
 * @param engine what computes
 * @param engineOptions how it computes
 * @param batchSize the batch size of the Keras run to compare with; matters for losses that sum over a batch
 * @param loss the loss to take for every output in place of the one that the model was compiled with
 * @param progress told after each batch
 */
public record Evaluate(
        KerasModel model,
        Engine engine,
        EngineOptions engineOptions,
        int batchSize,
        Optional<String> loss,
        Progress progress) {

    /** The batch size of Keras's {@code evaluate} when nobody gives one. */
    private static final int KERAS_BATCH = 32;

    /** Checks the batch size. */
    public Evaluate {
        if (batchSize < 1) {
            throw new IllegalArgumentException("the batch size is " + batchSize + ", expected 1 or more");
        }
    }

    /**
     * An evaluation with the loss that the model was compiled with.
     *
     * @param model the model
     * @param engine what computes
     * @param options how it computes
     * @return the evaluation, to be run
     */
    public static Evaluate of(KerasModel model, Engine engine, EngineOptions options) {
        return new Evaluate(model, engine, options, KERAS_BATCH, Optional.empty(), Progress.NONE);
    }

    /**
     * The same evaluation for another batch size.
     *
     * @param rows the rows of a batch, 1 or more
     * @return the evaluation
     */
    public Evaluate batchSize(int rows) {
        return new Evaluate(model, engine, engineOptions, rows, loss, progress);
    }

    /**
     * The same evaluation with another loss.
     *
     * @param name Keras's name of the loss
     * @return the evaluation
     * @throws IllegalArgumentException if there is no such loss
     */
    public Evaluate loss(String name) {
        named(name);
        return new Evaluate(model, engine, engineOptions, batchSize, Optional.of(name), progress);
    }

    /**
     * The same evaluation that tells how far it is.
     *
     * @param listener told after each batch
     * @return the evaluation
     */
    public Evaluate progress(Progress listener) {
        return new Evaluate(model, engine, engineOptions, batchSize, loss, listener);
    }

    /**
     * Evaluates.
     *
     * @param data the rows, with labels
     * @return what was found
     * @throws DataException if the data is damaged, has no labels, or labels that do not fit
     * @throws io.github.kerasjvm.engine.EngineException if the engine cannot run the model
     */
    public Evaluation run(DataSet data) {
        if (!data.hasLabels()) {
            throw new DataException("the data has no labels, expected one for each row. Give them, or predict instead");
        }
        if (data.rows() == 0) {
            throw new DataException("the data has no rows");
        }
        JsonNode training = model.trainingConfig()
                .map(text -> Json.parse(model.file(), text, Limits.DEFAULT))
                .orElse(MissingNode.getInstance());
        CompiledLosses compiled = compiled(training);
        return new EvaluationRun(this, data, chosen(compiled), ports -> metrics(training, ports, compiled)).run();
    }

    private CompiledMetrics metrics(JsonNode training, List<KerasModel.Port> outputs, CompiledLosses compiled) {
        return MetricReader.read(training, outputs, compiled, model.origin());
    }

    private CompiledLosses compiled(JsonNode training) {
        List<String> outputs =
                model.outputs().stream().map(KerasModel.Port::name).toList();
        if (training.isMissingNode()) {
            List<Optional<OutputLoss>> none =
                    outputs.stream().map(name -> Optional.<OutputLoss>empty()).toList();
            return new CompiledLosses(
                    none, List.of("the model was saved without a loss; give one to have it computed"));
        }
        return LossReader.read(training, outputs, rules());
    }

    /** The loss that was asked for in place of those compiled. */
    private CompiledLosses chosen(CompiledLosses compiled) {
        if (loss.isEmpty()) {
            return compiled;
        }
        Optional<OutputLoss> chosen = Optional.of(OutputLoss.of(named(loss.get())));
        return new CompiledLosses(
                compiled.outputs().stream().map(output -> chosen).toList(), List.of());
    }

    private Loss named(String name) {
        return LossReader.named(name, rules())
                .orElseThrow(() -> new IllegalArgumentException("there is no loss " + name
                        + "; expected a name of Keras such as categorical_crossentropy or mse"));
    }

    LossRules rules() {
        return LossRules.of(model.origin());
    }
}
