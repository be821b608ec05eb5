package io.github.kerasjvm.layer.recurrent;

import io.github.kerasjvm.layer.Activation;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Recurrent;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * Keras {@code SimpleRNNCell} (Elman, 1990): {@code h' = a(x · kernel + h · recurrentKernel + bias)}. One state,
 * {@code [batch, units]}. Stores {@code kernel [in, units]}, {@code recurrent_kernel [units, units]}, {@code bias [units]} in
 * every generation.
 *
 * @param gates the arrays
 * @param activation of the sum
 * @param dropout what is dropped in training
 */
public record SimpleRNNCell(Gates gates, Activation activation, StepDropout dropout) implements Cell {

    /** How it is read. */
    public static final Kind<SimpleRNNCell> KIND = Kind.of(Group.RECURRENT, "SimpleRNNCell", SimpleRNNCell::read)
            .inKeras("2, 3")
            .inKeras3(RecurrentOptions.cell())
            .doc("Fully connected recurrence, one step; inside RNN");

    private static SimpleRNNCell read(Args args) {
        RecurrentOptions.passOver(args);
        return cell(args);
    }

    static SimpleRNNCell cell(Args args) {
        return new SimpleRNNCell(
                new Gates(args.positive("units"), args.flag("use_bias", true), List.of("h"), List.of()),
                args.activation("activation"),
                StepDropout.ofSimple(args));
    }

    @Override
    public int stateCount() {
        return 1;
    }

    @Override
    public List<Shape> states(Shape step, Problems problems) {
        return gates.fits(step, problems) ? List.of(Shape.of(step.size(0), gates.units())) : List.of();
    }

    @Override
    public List<WeightSpec> stored(Shape step) {
        return gates.specs(step.last(), Shape.of(gates.units()));
    }

    @Override
    public Optional<Known> known() {
        return Known.of(
                Recurrent.Kind.SIMPLE,
                gates,
                activation,
                activation,
                new SimpleRNNCell(gates.asJoined(), activation, StepDropout.NONE));
    }

    @Override
    public Value project(Ops ops, Value steps, Weights w, List<Value> masks) {
        return gates.project(ops, steps, w, masks);
    }

    @Override
    public Result step(Ops ops, Value x, List<Value> states, Weights w, List<Value> masks) {
        Value sum = ops.add(x, gates.recur(ops, states.get(0), w, masks));
        Value h = activation.apply(ops, sum);
        return new Result(h, List.of(h));
    }
}
