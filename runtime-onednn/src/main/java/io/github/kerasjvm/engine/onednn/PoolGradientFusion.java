package io.github.kerasjvm.engine.onednn;

import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.Pool;
import io.github.kerasjvm.op.PoolFunction;
import io.github.kerasjvm.op.PoolGradient;
import io.github.kerasjvm.op.Ties;
import io.github.kerasjvm.op.Value;
import java.util.List;
import java.util.Optional;

/**
 * A pooling by maximum and the way back through it: the first remembers where the maxima were, the second need not look at
 * the images. Where the images come from {@code max(x, 0)}, the way back goes through that first, on the small result: the
 * largest of a window is above 0 just if the result is.
 */
final class PoolGradientFusion implements Fusion {

    @Override
    public void apply(Web web) {
        for (Node node : web.nodes()) {
            if (node.op() instanceof PoolGradient gradient
                    && gradient.function() == PoolFunction.MAXIMUM
                    && gradient.ties() == Ties.FIRST
                    && !web.isClaimed(node)) {
                join(web, node, gradient);
            }
        }
    }

    private static void join(Web web, Node back, PoolGradient gradient) {
        Value x = back.inputs().get(0);
        Pool op = new Pool(gradient.function(), gradient.windows(), gradient.layout(), gradient.ties());
        List<Node> pools = web.takers(x, op);
        if (pools.isEmpty()) {
            return;
        }
        Node pool = pools.get(0);
        Value y = pool.outputs().get(0);
        web.claim(new Work(List.of(x), List.of(y), List.of(pool), Pools.forward(op, x, y, true)));
        Value dy = back.inputs().get(1);
        Value dx = back.outputs().get(0);
        Optional<ReluGradientFusion.Kernel> relu = relu(web, back, x);
        if (relu.isPresent()) {
            Value masked = web.fresh(dy.shape());
            web.claim(new ReluGradientFusion.Kernel(y, dy, masked, relu.get().zero()).work(web.fresh(dy.shape())));
            web.drop(web.work(relu.get().dx()).orElseThrow());
            dy = masked;
            dx = relu.get().dx();
        }
        Node moved = new Node(gradient, List.of(x, dy), List.of(dx));
        Work work = new Work(List.of(x, dy, y), List.of(dx), List.of(moved), Pools.backward(gradient, x, dy, dx));
        web.claim(work);
        web.absorb(back, work);
    }

    /** The way back through {@code max(x, 0)}, if that alone takes the gradient of the images. */
    private static Optional<ReluGradientFusion.Kernel> relu(Web web, Node back, Value x) {
        Value dx = back.outputs().get(0);
        return web.takingWork(dx)
                .filter(work -> work.kernel() instanceof ReluGradientFusion.Kernel relu
                        && relu.y().id() == x.id()
                        && web.isInner(dx, work.parts()))
                .map(work -> (ReluGradientFusion.Kernel) work.kernel());
    }
}
