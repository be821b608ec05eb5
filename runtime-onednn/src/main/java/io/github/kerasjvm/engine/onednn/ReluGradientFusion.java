package io.github.kerasjvm.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu_use_dst_for_bwd;

import io.github.kerasjvm.op.Binary;
import io.github.kerasjvm.op.BinaryFunction;
import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.Unary;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import java.util.List;
import java.util.Optional;

/**
 * {@code dy * (x > 0)}, the way back through {@code y = max(x, 0)}, as one pass that looks at {@code y}: so nobody needs
 * {@code x} any more, and it need not be kept.
 */
final class ReluGradientFusion implements Fusion {

    private static final Binary GREATER = new Binary(BinaryFunction.GREATER);
    private static final Binary MULTIPLY = new Binary(BinaryFunction.MULTIPLY);
    private static final Unary RELU = new Unary(UnaryFunction.RELU);

    /**
     * The way back.
     *
     * @param y what the function gave
     * @param dy the gradient of it
     * @param dx the gradient of what it was given
     * @param zero the number 0
     */
    record Kernel(Value y, Value dy, Value dx, Value zero) implements Work.Kernel {
        @Override
        public boolean emit(Emitter emitter) {
            return Elementwise.gradient("ReluGradient", dnnl_eltwise_relu_use_dst_for_bwd, y, dy, dx)
                    .emit(emitter);
        }

        /** The whole work; the mask is the value of a node of its own where there is no kernel. */
        Work work(Value mask) {
            Node greater = new Node(GREATER, List.of(y, zero), List.of(mask));
            Node multiply = new Node(MULTIPLY, List.of(dy, mask), List.of(dx));
            return new Work(List.of(y, dy), List.of(dx), List.of(greater, multiply), this);
        }
    }

    @Override
    public void apply(Web web) {
        for (Node node : web.nodes()) {
            if (node.op().equals(MULTIPLY)
                    && !join(web, node, node.inputs().get(0), node.inputs().get(1))) {
                join(web, node, node.inputs().get(1), node.inputs().get(0));
            }
        }
    }

    private static boolean join(Web web, Node product, Value dy, Value mask) {
        Optional<Node> greater = web.maker(mask).filter(node -> node.op().equals(GREATER));
        if (greater.isEmpty() || !web.isInner(mask, List.of(product))) {
            return false;
        }
        Value x = greater.get().inputs().get(0);
        Value zero = greater.get().inputs().get(1);
        Value dx = product.outputs().get(0);
        boolean plain = web.is(zero, 0)
                && x.shape().elements() == dx.shape().elements()
                && dy.shape().elements() == dx.shape().elements();
        List<Node> relu = web.takers(x, RELU);
        if (!plain || relu.isEmpty()) {
            return false;
        }
        Value y = relu.get(0).outputs().get(0);
        web.claim(new Kernel(y, dy, dx, zero).work(mask));
        return true;
    }
}
