package io.github.kerasjvm.op.pass;

import io.github.kerasjvm.op.Binary;
import io.github.kerasjvm.op.BinaryFunction;
import io.github.kerasjvm.op.Broadcast;
import io.github.kerasjvm.op.Clip;
import io.github.kerasjvm.op.Concatenate;
import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Pad;
import io.github.kerasjvm.op.Pool;
import io.github.kerasjvm.op.Reduce;
import io.github.kerasjvm.op.Reshape;
import io.github.kerasjvm.op.Slice;
import io.github.kerasjvm.op.Transpose;
import io.github.kerasjvm.op.Unary;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.op.Window;
import io.github.kerasjvm.tensor.Tensor;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Leaves out what gives back its input: a reshape to the same shape, axes in the order that they have, a pad of nothing,
 * a slice of everything, a concatenation of one, a pooling of single cells, {@code x + 0}, {@code x * 1} and their like.
 */
public record Identities() implements Pass {

    @Override
    public OpGraph apply(OpGraph graph) {
        Wiring wiring = new Wiring(graph);
        Draft draft = new Draft(graph);
        for (Node node : graph.nodes()) {
            Value result = node.outputs().get(0);
            Optional<Value> same =
                    same(node, wiring).filter(value -> value.shape().equals(result.shape()));
            if (same.isPresent()) {
                draft.replace(result, same.get());
            } else {
                draft.keep(node);
            }
        }
        return draft.finish();
    }

    /** The input that a node gives back, if its shape is that of the result. */
    private static Optional<Value> same(Node node, Wiring wiring) {
        if (node.op() instanceof Binary binary) {
            return neutral(
                    binary.function(), node.inputs().get(0), node.inputs().get(1), wiring);
        }
        Value x = node.inputs().get(0);
        return givesBack(node, x, wiring) ? Optional.of(x) : Optional.empty();
    }

    private static boolean givesBack(Node node, Value x, Wiring wiring) {
        if (node.op() instanceof Transpose op) {
            return op.axes().equals(IntStream.range(0, op.axes().size()).boxed().toList());
        }
        if (node.op() instanceof Slice op) {
            return op.step() > 0 && (op.step() == 1 || x.shape().size(op.axis()) == 1);
        }
        if (node.op() instanceof Pool op) {
            return op.windows().stream().allMatch(Window.valid(1, 1, 1)::equals);
        }
        if (node.op() instanceof Reduce op) {
            return op.axes().stream().allMatch(axis -> x.shape().size(axis) == 1);
        }
        if (node.op() instanceof Clip op) {
            return op.low() == Double.NEGATIVE_INFINITY && op.high() == Double.POSITIVE_INFINITY;
        }
        if (node.op() instanceof Unary op) {
            return op.function() == UnaryFunction.RELU
                    && wiring.maker(x).stream().anyMatch(Identities::isRelu);
        }
        return node.op() instanceof Reshape
                || node.op() instanceof Broadcast
                || node.op() instanceof Pad
                || node.op() instanceof Concatenate && node.inputs().size() == 1;
    }

    private static boolean isRelu(Node node) {
        return node.op() instanceof Unary op && op.function() == UnaryFunction.RELU;
    }

    private static Optional<Value> neutral(BinaryFunction function, Value a, Value b, Wiring wiring) {
        boolean second =
                switch (function) {
                    case ADD, SUBTRACT -> isFilled(b, 0, wiring);
                    case MULTIPLY, DIVIDE, POWER -> isFilled(b, 1, wiring);
                    case MAXIMUM -> isFilled(b, Float.NEGATIVE_INFINITY, wiring);
                    case MINIMUM -> isFilled(b, Float.POSITIVE_INFINITY, wiring);
                    case EQUAL, GREATER, GREATER_OR_EQUAL -> false;
                };
        if (second) {
            return Optional.of(a);
        }
        boolean first =
                switch (function) {
                    case ADD -> isFilled(a, 0, wiring);
                    case MULTIPLY -> isFilled(a, 1, wiring);
                    case MAXIMUM -> isFilled(a, Float.NEGATIVE_INFINITY, wiring);
                    case MINIMUM -> isFilled(a, Float.POSITIVE_INFINITY, wiring);
                    case SUBTRACT, DIVIDE, POWER, EQUAL, GREATER, GREATER_OR_EQUAL -> false;
                };
        return first ? Optional.of(b) : Optional.empty();
    }

    private static boolean isFilled(Value value, float number, Wiring wiring) {
        Optional<Tensor> array = wiring.array(value);
        return array.isPresent()
                && array.get().shape().elements() > 0
                && IntStream.range(0, array.get().elements())
                        .allMatch(i -> array.get().get(i) == number);
    }
}
