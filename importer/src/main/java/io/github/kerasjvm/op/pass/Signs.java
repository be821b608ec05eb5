package io.github.kerasjvm.op.pass;

import io.github.kerasjvm.op.Clip;
import io.github.kerasjvm.op.Concatenate;
import io.github.kerasjvm.op.HardSigmoid;
import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.Pad;
import io.github.kerasjvm.op.Pool;
import io.github.kerasjvm.op.Reshape;
import io.github.kerasjvm.op.Slice;
import io.github.kerasjvm.op.Softmax;
import io.github.kerasjvm.op.Transpose;
import io.github.kerasjvm.op.Unary;
import io.github.kerasjvm.op.Value;
import java.util.Optional;
import java.util.function.Function;

/** What is known of the sign of values. */
public final class Signs {

    /** How far back it is looked; a look back over concatenations might take for ever otherwise. */
    private static final int DEPTH = 8;

    private Signs() {}

    /**
     * Whether no element of a value can be less than 0.
     *
     * @param value the value
     * @param makers tells the node that makes a value; empty for an input or an array
     * @return false if there may be one, or nothing is known
     */
    public static boolean isNotNegative(Value value, Function<Value, Optional<Node>> makers) {
        return isNotNegative(value, makers, DEPTH);
    }

    private static boolean isNotNegative(Value value, Function<Value, Optional<Node>> makers, int depth) {
        Optional<Node> maker = makers.apply(value);
        if (maker.isEmpty() || depth == 0) {
            return false;
        }
        Node node = maker.get();
        if (node.op() instanceof Unary unary) {
            return switch (unary.function()) {
                case RELU, SIGMOID, ABSOLUTE, EXPONENTIAL, SQUARE_ROOT, SOFTPLUS -> true;
                case NEGATE, SIGN, LOGARITHM, TANH, ERROR_FUNCTION, FLOOR, ROUND, SINE, COSINE -> false;
            };
        }
        if (node.op() instanceof Clip clip) {
            return clip.low() >= 0;
        }
        if (node.op() instanceof Softmax || node.op() instanceof HardSigmoid) {
            return true;
        }
        if (node.op() instanceof Pad pad && pad.value() < 0) {
            return false;
        }
        boolean keepsSigns = node.op() instanceof Pool
                || node.op() instanceof Pad
                || node.op() instanceof Reshape
                || node.op() instanceof Transpose
                || node.op() instanceof Slice
                || node.op() instanceof Concatenate;
        return keepsSigns && node.inputs().stream().allMatch(x -> isNotNegative(x, makers, depth - 1));
    }
}
