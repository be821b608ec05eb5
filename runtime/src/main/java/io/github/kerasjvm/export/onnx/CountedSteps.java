package io.github.kerasjvm.export.onnx;

import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.Recurrent;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The steps of masked sequences, for ONNX's recurrent operators, which know lengths but no masks. A masked step keeps the
 * states, so the run is that over the steps that count alone: they are brought to the front in their order, the number of
 * them is the length, and each step takes what the last one that counts up to it has given. Any mask will do, not only one
 * at the end.
 */
final class CountedSteps {

    /** TensorProto's FLOAT, INT32 and INT64. */
    private static final int FLOAT = 1;

    private static final int INT32 = 6;
    private static final int INT64 = 7;

    private final Recurrent op;
    private final Node node;
    private final GraphWriter out;
    private final int steps;
    /** Whether a step counts, {@code [batch, steps]}, as true and false and as 1 and 0. */
    private final String mask;

    private final String ones;
    /** How many count, {@code [batch, 1]}. */
    private final String count;

    private final String any;

    private CountedSteps(Recurrent op, Node node, Value mask, GraphWriter out) {
        this.op = op;
        this.node = node;
        this.out = out;
        this.steps = mask.shape().size(1);
        this.mask = out.truth(mask, Order.natural(2));
        ones = out.emit(OnnxNode.of("Cast", this.mask).integer("to", FLOAT));
        count = out.emit(
                OnnxNode.of("ReduceSum", ones, out.integers(List.of(1))).integer("keepdims", 1));
        any = out.emit(OnnxNode.of("Greater", count, out.number(0)));
    }

    /** Of an operation with a mask. */
    static Optional<CountedSteps> of(Recurrent op, Node node, GraphWriter out) {
        return op.input("mask").isPresent()
                ? Optional.of(new CountedSteps(op, node, RecurrentOps.input(op, node, "mask"), out))
                : Optional.empty();
    }

    /** The name of the sequence with the steps that count in front, {@code [steps, batch, in]}. */
    String sequence() {
        // Numbers that fall from step to step, and all of those that count above all others: sorted, they tell the
        // order.
        float[] above = new float[steps];
        float[] below = new float[steps];
        for (int i = 0; i < steps; i++) {
            above[i] = steps - i;
            below[i] = -i;
        }
        Shape line = Shape.of(steps);
        String keys = out.emit(OnnxNode.of(
                "Where", mask, out.floats(Tensor.owning(line, above)), out.floats(Tensor.owning(line, below))));
        String order = out.fresh("order");
        out.add(OnnxNode.of("TopK", keys, out.integers(List.of(steps))), List.of(out.fresh("keys"), order));
        String front = taken(out.natural(RecurrentOps.input(op, node, "x")), order);
        return out.emit(OnnxNode.of("Transpose", front).integers("perm", RecurrentOps.STEPS_FIRST.axes()));
    }

    /** The name of the lengths; one step is computed where none counts, and left out afterwards. */
    String lengths() {
        String lengths = out.emit(OnnxNode.of("Max", count, out.number(1)));
        String line = out.emit(OnnxNode.of("Squeeze", lengths, out.integers(List.of(1))));
        return out.emit(OnnxNode.of("Cast", line).integer("to", INT32));
    }

    /** Adds the operator, and gives all results of the operation. */
    void give(OnnxNode written) {
        List<Value> states = node.outputs().subList(0, op.states());
        Value last = node.outputs().get(op.states());
        boolean givesSteps = node.outputs().size() > op.states() + 1
                && out.uses().isUsed(node.outputs().get(op.states() + 1));
        List<String> results = new ArrayList<>();
        results.add(givesSteps ? out.fresh("Y") : "");
        for (int i = 0; i < states.size(); i++) {
            boolean isUsed =
                    out.uses().isUsed(states.get(i)) || i == 0 && out.uses().isUsed(last);
            results.add(isUsed ? out.fresh(i == 0 ? "Y_h" : "Y_c") : "");
        }
        out.add(written, results);
        for (int i = 0; i < states.size(); i++) {
            giveState(i, states.get(i), results.get(i + 1));
        }
        if (out.uses().isUsed(last)) {
            String counts = op.maskedGivesZeros() ? lastMask() : any;
            OnnxNode output = OnnxNode.of("Where", counts, squeezed(results.get(1), 0), out.number(0));
            out.give(last, Order.natural(2), output);
        }
        if (givesSteps) {
            giveSteps(results.get(0));
        }
    }

    /** A state; that before the first step where none counts. */
    private void giveState(int index, Value state, String result) {
        if (out.uses().isUsed(state)) {
            String before = op.input("state" + index).isPresent()
                    ? out.natural(RecurrentOps.input(op, node, "state" + index))
                    : out.number(0);
            out.give(state, Order.natural(2), OnnxNode.of("Where", any, squeezed(result, 0), before));
        }
    }

    /** Whether the step that comes last counts, {@code [batch, 1]}. */
    private String lastMask() {
        int place = op.reversed() ? 0 : steps - 1;
        String part = out.emit(OnnxNode.of(
                "Slice",
                ones,
                out.integers(List.of(place)),
                out.integers(List.of(place + 1)),
                out.integers(List.of(1))));
        return out.emit(OnnxNode.of("Greater", part, out.number(0)));
    }

    private void giveSteps(String result) {
        String upTo = out.emit(OnnxNode.of("CumSum", ones, out.integer(1)));
        // Backwards, the step computed before a masked one is the next that counts.
        String place = out.emit(OnnxNode.of("Sub", upTo, op.reversed() ? ones : out.number(1)));
        String found = op.reversed()
                ? out.emit(OnnxNode.of("Less", place, count))
                : out.emit(OnnxNode.of("Greater", upTo, out.number(0)));
        String whole = out.emit(OnnxNode.of("Cast", place).integer("to", INT64));
        String batchFirst = out.emit(
                OnnxNode.of("Transpose", squeezed(result, 1)).integers("perm", RecurrentOps.STEPS_FIRST.axes()));
        String counts =
                out.emit(OnnxNode.of("Unsqueeze", op.maskedGivesZeros() ? mask : found, out.integers(List.of(2))));
        OnnxNode given = OnnxNode.of("Where", counts, taken(batchFirst, whole), out.number(0));
        out.give(node.outputs().get(op.states() + 1), Order.natural(3), given);
    }

    /** Takes steps of {@code [batch, steps, …]} by their numbers, {@code [batch, steps]}. */
    private String taken(String source, String numbers) {
        String each = out.emit(OnnxNode.of("Unsqueeze", numbers, out.integers(List.of(2))));
        return out.emit(OnnxNode.of("GatherND", source, each).integer("batch_dims", 1));
    }

    private String squeezed(String value, int axis) {
        return out.emit(OnnxNode.of("Squeeze", value, out.integers(List.of(axis))));
    }
}
