package io.github.kerasjvm.loss;

import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.Softmax;
import io.github.kerasjvm.op.Unary;
import io.github.kerasjvm.op.UnaryFunction;

/** An activation at the end of a model that a loss may look through to its logits. */
public enum LastActivation {
    /** Softmax over the last axis. */
    SOFTMAX,
    /** The logistic function. */
    SIGMOID;

    boolean is(Node node) {
        return switch (this) {
            case SOFTMAX ->
                node.op() instanceof Softmax softmax
                        && softmax.axis() == node.outputs().get(0).shape().rank() - 1;
            case SIGMOID -> node.op() instanceof Unary unary && unary.function() == UnaryFunction.SIGMOID;
        };
    }
}
