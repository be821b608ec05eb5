package io.github.kerasjvm.layer.recurrent;

import io.github.kerasjvm.layer.Activation;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.StandardActivation;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Recurrent;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keras {@code LSTMCell} (Hochreiter and Schmidhuber, 1997): with {@code z = x · kernel + h · recurrentKernel + bias} cut
 * into the gates {@code i, f, c, o}, {@code c' = f(z_f) c + f(z_i) a(z_c)} and {@code h' = f(z_o) a(c')}, where {@code f} is the
 * recurrent activation and {@code a} the activation. States {@code h} and {@code c}, each {@code [batch, units]}.
 *
 * <p>Stores {@code kernel [in, 4 units]}, {@code recurrent_kernel [units, 4 units]}, {@code bias [4 units]}. Keras 1 stores
 * twelve arrays in the order {@code i, c, f, o}.
 *
 * @param gates the arrays
 * @param activation of the candidate and of what is given
 * @param recurrentActivation of the gates
 * @param dropout what is dropped in training
 */
public record LSTMCell(Gates gates, Activation activation, Activation recurrentActivation, StepDropout dropout)
        implements Cell {

    /** How it is read. */
    public static final Kind<LSTMCell> KIND = Kind.of(Group.RECURRENT, "LSTMCell", LSTMCell::read)
            .inKeras("2, 3")
            .inKeras3(RecurrentOptions.cell("recurrent_activation", "unit_forget_bias"))
            .doc("Long short-term memory, one step; inside RNN");

    private static LSTMCell read(Args args) {
        RecurrentOptions.passOver(args);
        return cell(args);
    }

    static LSTMCell cell(Args args) {
        return new LSTMCell(
                Gates.read(args, List.of("i", "f", "c", "o"), List.of("i", "c", "f", "o")),
                args.activation("activation"),
                args.activation("recurrent_activation"),
                StepDropout.ofGates(args, 4));
    }

    /** The cell of a layer that is its own cell. */
    static LSTMCell inLayer(Args args) {
        LSTMCell cell = cell(args);
        boolean couldRun = cell.gates.useBias()
                && cell.activation == StandardActivation.TANH
                && cell.recurrentActivation == StandardActivation.SIGMOID;
        return new LSTMCell(
                cell.gates, cell.activation, cell.recurrentActivation, cell.dropout.onWhole(args, couldRun));
    }

    @Override
    public int stateCount() {
        return 2;
    }

    @Override
    public List<Shape> states(Shape step, Problems problems) {
        Shape state = Shape.of(step.size(0), gates.units());
        return gates.fits(step, problems) ? List.of(state, state) : List.of();
    }

    @Override
    public List<WeightSpec> stored(Shape step) {
        return gates.specs(step.last(), Shape.of(gates.width()));
    }

    @Override
    public Map<String, Tensor> liftedWeights(Map<String, Tensor> weights) {
        return gates.stored().isEmpty() ? weights : Gates.beside(weights, gates.names());
    }

    @Override
    public Weights prepare(Ops ops, Weights stored) {
        return gates.joined(ops, stored);
    }

    @Override
    public Optional<Known> known() {
        return Known.of(
                Recurrent.Kind.LSTM,
                gates,
                recurrentActivation,
                activation,
                new LSTMCell(gates.asJoined(), activation, recurrentActivation, StepDropout.NONE));
    }

    @Override
    public Value project(Ops ops, Value steps, Weights w, List<Value> masks) {
        return gates.project(ops, steps, w, masks);
    }

    @Override
    public Result step(Ops ops, Value x, List<Value> states, Weights w, List<Value> masks) {
        Value z = ops.add(x, gates.recur(ops, states.get(0), w, masks)); // [batch, 4 units]
        Value in = recurrentActivation.apply(ops, gates.part(ops, z, "i"));
        Value forget = recurrentActivation.apply(ops, gates.part(ops, z, "f"));
        Value candidate = activation.apply(ops, gates.part(ops, z, "c"));
        Value out = recurrentActivation.apply(ops, gates.part(ops, z, "o"));
        Value c = ops.add(ops.multiply(forget, states.get(1)), ops.multiply(in, candidate));
        Value h = ops.multiply(out, activation.apply(ops, c));
        return new Result(h, List.of(h, c));
    }
}
