package io.github.kerasjvm.layer.recurrent;

import com.fasterxml.jackson.databind.node.BooleanNode;
import io.github.kerasjvm.layer.Activation;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.StandardActivation;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.lift.Lifted;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Recurrent;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keras {@code GRUCell} (Cho and others, 2014): gates {@code z = f(x_z + h · U_z)} and {@code r = f(x_r + h · U_r)}, candidate
 * {@code g = a(x_g + (r h) · U_g)}, or with {@code resetAfter} {@code a(x_g + r (h · U_g + b_g))}; {@code h' = z h + (1 - z) g}. The
 * {@code x} hold the kernel and its bias. One state, {@code [batch, units]}.
 *
 * <p>Stores {@code kernel [in, 3 units]} and {@code recurrent_kernel [units, 3 units]} in the order {@code z, r, g}, and
 * {@code bias [3 units]}, or with {@code resetAfter} {@code bias [2, 3 units]}, whose second row belongs to the recurrent kernel.
 * Keras 1 stores nine arrays.
 *
 * @param gates the arrays
 * @param activation of the candidate
 * @param recurrentActivation of the gates
 * @param resetAfter whether the reset gate is applied behind the matrix product
 * @param dropout what is dropped in training
 */
public record GRUCell(
        Gates gates, Activation activation, Activation recurrentActivation, boolean resetAfter, StepDropout dropout)
        implements Cell {

    /** How it is read. */
    public static final Kind<GRUCell> KIND = Kind.of(Group.RECURRENT, "GRUCell", GRUCell::read)
            .inKeras("2, 3")
            .inKeras3(
                    RecurrentOptions.cell("recurrent_activation", "reset_after").first(GRUCell::lift))
            .doc("Gated recurrent unit, one step; inside RNN");

    private static final List<String> ORDER = List.of("z", "r", "h");

    /** Before Keras 2.2 the reset gate came before the product, and files do not say so. */
    static void lift(Lifted layer) {
        layer.putIfAbsent("reset_after", BooleanNode.valueOf(layer.semantics().resetAfter()));
    }

    private static GRUCell read(Args args) {
        RecurrentOptions.passOver(args);
        return cell(args);
    }

    static GRUCell cell(Args args) {
        return new GRUCell(
                Gates.read(args, ORDER, ORDER),
                args.activation("activation"),
                args.activation("recurrent_activation"),
                args.flag("reset_after", args.semantics().resetAfter()),
                StepDropout.ofGates(args, 3));
    }

    /** The cell of a layer that is its own cell. */
    static GRUCell inLayer(Args args) {
        GRUCell cell = cell(args);
        boolean couldRun = cell.gates.useBias()
                && cell.resetAfter
                && cell.activation == StandardActivation.TANH
                && cell.recurrentActivation == StandardActivation.SIGMOID;
        return new GRUCell(
                cell.gates,
                cell.activation,
                cell.recurrentActivation,
                cell.resetAfter,
                cell.dropout.onWhole(args, couldRun));
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
        return gates.specs(step.last(), resetAfter ? Shape.of(2, gates.width()) : Shape.of(gates.width()));
    }

    @Override
    public Map<String, Tensor> liftedWeights(Map<String, Tensor> weights) {
        return gates.stored().isEmpty() ? weights : Gates.beside(weights, gates.names());
    }

    /** Cuts once what the steps would cut again and again. */
    @Override
    public Weights prepare(Ops ops, Weights stored) {
        Weights joined = gates.joined(ops, stored);
        int both = 2 * gates.units();
        Map<String, Value> cut = new HashMap<>();
        return name -> cut.computeIfAbsent(name, key -> switch (key) {
            case "bias" -> resetAfter ? row(ops, joined, 0) : joined.get("bias");
            case "recurrent_bias" -> row(ops, joined, 1);
            case "recurrent_gates" -> ops.slice(joined.get("recurrent_kernel"), -1, 0, both);
            case "recurrent_candidate" -> ops.slice(joined.get("recurrent_kernel"), -1, both, gates.width());
            default -> joined.get(key);
        });
    }

    private Value row(Ops ops, Weights joined, int row) {
        return ops.reshape(ops.slice(joined.get("bias"), 0, row, row + 1), Shape.of(gates.width()));
    }

    @Override
    public Optional<Known> known() {
        return Known.of(
                resetAfter ? Recurrent.Kind.GRU_RESET_AFTER : Recurrent.Kind.GRU,
                gates,
                recurrentActivation,
                activation,
                new GRUCell(gates.asJoined(), activation, recurrentActivation, resetAfter, StepDropout.NONE));
    }

    @Override
    public Value project(Ops ops, Value steps, Weights w, List<Value> masks) {
        return gates.project(ops, steps, w, masks);
    }

    @Override
    public Result step(Ops ops, Value x, List<Value> states, Weights w, List<Value> masks) {
        List<Value> seen = StepMasks.states(ops, states.get(0), masks);
        Value h = dropout.mixesDropped() ? seen.get(0) : states.get(0);
        Value next = resetAfter ? resetAfter(ops, x, h, seen, w) : resetBefore(ops, x, h, seen, w);
        return new Result(next, List.of(next));
    }

    private Value resetAfter(Ops ops, Value x, Value h, List<Value> seen, Weights w) {
        Value inner = gates.product(ops, seen, w.get("recurrent_kernel"));
        if (gates.useBias()) {
            inner = ops.add(inner, w.get("recurrent_bias"));
        }
        Value z = gate(ops, gates.part(ops, x, "z"), gates.part(ops, inner, "z"));
        Value r = gate(ops, gates.part(ops, x, "r"), gates.part(ops, inner, "r"));
        Value reset = ops.multiply(r, gates.part(ops, inner, "h"));
        return mixed(ops, z, h, activation.apply(ops, ops.add(gates.part(ops, x, "h"), reset)));
    }

    private Value resetBefore(Ops ops, Value x, Value h, List<Value> seen, Weights w) {
        List<Value> both = seen.size() == 1 ? seen : seen.subList(0, 2);
        Value inner = gates.product(ops, both, w.get("recurrent_gates"));
        Value z = gate(ops, gates.part(ops, x, "z"), gates.part(ops, inner, "z"));
        Value r = gate(ops, gates.part(ops, x, "r"), gates.part(ops, inner, "r"));
        Value reset = ops.matmul(ops.multiply(r, seen.get(seen.size() - 1)), w.get("recurrent_candidate"));
        return mixed(ops, z, h, activation.apply(ops, ops.add(gates.part(ops, x, "h"), reset)));
    }

    private Value gate(Ops ops, Value x, Value inner) {
        return recurrentActivation.apply(ops, ops.add(x, inner));
    }

    private static Value mixed(Ops ops, Value z, Value h, Value candidate) {
        Value kept = ops.multiply(z, h);
        return ops.add(kept, ops.multiply(ops.subtract(ops.constant(1), z), candidate));
    }
}
