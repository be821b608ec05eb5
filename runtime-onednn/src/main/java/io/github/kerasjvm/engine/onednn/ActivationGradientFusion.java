package io.github.kerasjvm.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_logistic_use_dst_for_bwd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_tanh_use_dst_for_bwd;

import io.github.kerasjvm.op.Binary;
import io.github.kerasjvm.op.BinaryFunction;
import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.Value;
import java.util.List;
import java.util.Optional;

/** The ways back through a sigmoid, {@code dy * (y * (1 - y))}, and through tanh, {@code dy * (1 - y * y)}, in one pass. */
final class ActivationGradientFusion implements Fusion {

    private static final Binary MULTIPLY = new Binary(BinaryFunction.MULTIPLY);
    private static final Binary SUBTRACT = new Binary(BinaryFunction.SUBTRACT);

    @Override
    public void apply(Web web) {
        for (Node node : web.nodes()) {
            if (node.op().equals(MULTIPLY) && !web.isClaimed(node)) {
                Value first = node.inputs().get(0);
                Value second = node.inputs().get(1);
                if (!join(web, node, first, second)) {
                    join(web, node, second, first);
                }
            }
        }
    }

    private static boolean join(Web web, Node node, Value dy, Value slope) {
        Optional<Node> made = inner(web, slope, List.of(node));
        if (made.isEmpty()) {
            return false;
        }
        if (made.get().op().equals(MULTIPLY)) {
            Value y = made.get().inputs().get(0);
            return inner(web, made.get().inputs().get(1), List.of(made.get()))
                    .filter(rest -> isOneLess(web, rest, y))
                    .map(rest -> claim(
                            web,
                            "SigmoidGradient",
                            dnnl_eltwise_logistic_use_dst_for_bwd,
                            y,
                            dy,
                            List.of(rest, made.get(), node)))
                    .orElse(false);
        }
        if (!made.get().op().equals(SUBTRACT)) {
            return false;
        }
        Optional<Node> square = inner(web, made.get().inputs().get(1), List.of(made.get()))
                .filter(candidate -> candidate.op().equals(MULTIPLY)
                        && candidate.inputs().get(0).equals(candidate.inputs().get(1)));
        return square.filter(found -> isOneLess(web, made.get(), found.outputs().get(0)))
                .map(found -> claim(
                        web,
                        "TanhGradient",
                        dnnl_eltwise_tanh_use_dst_for_bwd,
                        found.inputs().get(0),
                        dy,
                        List.of(found, made.get(), node)))
                .orElse(false);
    }

    /** The node that makes a value which only some nodes see. */
    private static Optional<Node> inner(Web web, Value value, List<Node> within) {
        return web.maker(value).filter(node -> !web.isClaimed(node) && web.isInner(value, within));
    }

    private static boolean isOneLess(Web web, Node node, Value value) {
        return node.op().equals(SUBTRACT)
                && web.is(node.inputs().get(0), 1)
                && node.inputs().get(1).id() == value.id();
    }

    private static boolean claim(Web web, String name, int function, Value y, Value dy, List<Node> parts) {
        Value dx = parts.get(parts.size() - 1).outputs().get(0);
        long count = dx.shape().elements();
        if (count < web.large() || y.shape().elements() != count || dy.shape().elements() != count) {
            return false;
        }
        web.claim(new Work(List.of(y, dy), List.of(dx), parts, Elementwise.gradient(name, function, y, dy, dx)));
        return true;
    }
}
