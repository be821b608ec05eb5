package io.github.kerasjvm.verify;

import io.github.kerasjvm.data.DataException;
import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.precision.NumberFormat;
import io.github.kerasjvm.precision.Precision;
import io.github.kerasjvm.runtime.Model;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;

/**
 * Lets a model in another precision through if it is near enough to float32: both are run on the same inputs. The bound is
 * a share of each output's largest number, so that it means the same for probabilities and for prices.
 *
 * @param most the bound, 0 or more
 */
public record PrecisionGate(double most) {

    /** A twentieth: a probability moves by 0.05 at most. */
    public static final PrecisionGate DEFAULT = new PrecisionGate(0.05);

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the bound is less than 0 or no number
     */
    public PrecisionGate {
        if (!(most >= 0)) {
            throw new IllegalArgumentException("the most loss is " + most + ", expected 0 or more");
        }
    }

    /**
     * A model that was let through.
     *
     * @param model the model in the precision, for the caller to close
     * @param options the options that it runs with
     * @param loss what was measured
     */
    public record Passed(Model model, EngineOptions options, PrecisionLoss loss) {}

    /**
     * Puts a model onto an engine in another precision.
     *
     * @param keras the model
     * @param engine the engine
     * @param options how it is to run; its precision is not looked at
     * @param format the precision
     * @param inputs what to compare on; int8 learns its ranges from them unless they are noise
     * @return the model
     * @throws PrecisionException if it loses more than the bound
     * @throws DataException if the inputs do not fit the model
     * @throws io.github.kerasjvm.engine.EngineException if the engine has no such precision, or nothing in the model to
     *     apply it to
     */
    public Passed pass(KerasModel keras, Engine engine, EngineOptions options, NumberFormat format, GateInputs inputs) {
        EngineOptions reduced = options.in(precision(format, inputs));
        Model model = Model.of(keras, engine, reduced);
        try {
            // First, so that an engine without the precision says so before anything runs.
            List<Tensor> values = predicted(model, inputs);
            PrecisionLoss loss = PrecisionLoss.of(
                    format,
                    inputs.source(),
                    keras.outputs().stream().map(KerasModel.Port::name).toList(),
                    exact(keras, engine, options, inputs),
                    values);
            if (!(loss.share() <= most)) {
                throw new PrecisionException(loss, most);
            }
            return new Passed(model, reduced, loss);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    /**
     * What is asked of an engine.
     *
     * @param format the precision
     * @param inputs what is known of the inputs
     * @return the precision, with samples where it takes them
     */
    public static Precision precision(NumberFormat format, GateInputs inputs) {
        boolean learns = format == NumberFormat.INT8 && !inputs.isNoise();
        return learns ? new Precision(format, inputs.tensors()) : Precision.of(format);
    }

    private static List<Tensor> exact(KerasModel keras, Engine engine, EngineOptions options, GateInputs inputs) {
        try (Model model = Model.of(keras, engine, options.in(Precision.FLOAT32))) {
            return predicted(model, inputs);
        }
    }

    private static List<Tensor> predicted(Model model, GateInputs inputs) {
        try {
            return model.predict(inputs.tensors());
        } catch (IllegalArgumentException e) {
            throw new DataException(inputs.source() + ": does not fit the model: " + e.getMessage(), e);
        }
    }
}
