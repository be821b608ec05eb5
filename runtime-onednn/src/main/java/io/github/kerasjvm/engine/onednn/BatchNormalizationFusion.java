package io.github.kerasjvm.engine.onednn;

import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.Unary;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Batch normalisation in training, as it is lowered and differentiated, with {@code max(y, 0)} behind it and the way back through
 * both. Some thirty passes over an image become one forward and one back.
 */
final class BatchNormalizationFusion implements Fusion {

    private static final Unary RELU = new Unary(UnaryFunction.RELU);

    @Override
    public void apply(Web web) {
        for (Node node : web.nodes()) {
            if (!web.isClaimed(node)) {
                NormalizationFront.of(web, node).ifPresent(front -> join(web, front));
            }
        }
    }

    private static void join(Web web, NormalizationFront front) {
        Optional<NormalizationBack> back = NormalizationBack.of(web, front);
        Optional<Node> relu = web.takers(front.y(), RELU).stream()
                .filter(node -> web.isInner(front.y(), List.of(node)))
                .findFirst();
        // The way back through the relu gives the gradient that the way back through the rest takes.
        Optional<Work> mask = relu.flatMap(
                node -> back.flatMap(found -> mask(web, node.outputs().get(0), found.dy())));
        boolean joinsRelu = relu.isPresent() && mask.isPresent() == back.isPresent();
        if (relu.isPresent() && !joinsRelu) {
            return;
        }
        Value z = joinsRelu ? relu.get().outputs().get(0) : front.y();
        List<Node> forth = new ArrayList<>(front.nodes());
        relu.ifPresent(forth::add);
        List<Node> home = new ArrayList<>();
        mask.ifPresent(work -> home.addAll(work.parts()));
        back.ifPresent(found -> home.addAll(found.nodes()));
        List<Value> results = new ArrayList<>();
        back.ifPresent(found -> {
            results.add(found.dx());
            found.dgamma().ifPresent(results::add);
            found.dbeta().ifPresent(results::add);
        });
        if (isClosed(web, front, z, forth, home, results)) {
            claim(web, front, back, mask, z, forth, home, results);
        }
    }

    /** The way back through {@code z = max(y, 0)} that gives a gradient. */
    private static Optional<Work> mask(Web web, Value z, Value dy) {
        return web.work(dy)
                .filter(work -> work.kernel() instanceof ReluGradientFusion.Kernel kernel
                        && kernel.y().id() == z.id());
    }

    private static boolean isClosed(
            Web web, NormalizationFront front, Value z, List<Node> forth, List<Node> home, List<Value> results) {
        Trail all = new Trail(web);
        all.add(forth);
        all.add(home);
        List<Value> seen = new ArrayList<>(results);
        seen.addAll(List.of(front.mean(), front.variance(), z));
        return all.isClosed(seen);
    }

    private static void claim(
            Web web,
            NormalizationFront front,
            Optional<NormalizationBack> back,
            Optional<Work> mask,
            Value z,
            List<Node> forth,
            List<Node> home,
            List<Value> results) {
        boolean relu = z.id() != front.y().id();
        var kernel = new BatchNormalizations(
                front.x(),
                front.mean(),
                front.variance(),
                front.gamma(),
                front.beta(),
                front.axis(),
                front.epsilon(),
                relu);
        List<Value> taken = new ArrayList<>(List.of(front.x()));
        front.gamma().ifPresent(taken::add);
        front.beta().ifPresent(taken::add);
        List<Value> given = List.of(z, front.mean(), front.variance());
        web.claim(new Work(taken, given, forth, emitter -> kernel.forward(emitter, z)));
        back.ifPresent(found -> {
            Value dz = mask.map(work -> work.inputs().get(1)).orElse(found.dy());
            List<Value> takenBack = new ArrayList<>(List.of(front.x(), front.mean(), front.variance(), dz));
            front.gamma().ifPresent(takenBack::add);
            mask.ifPresent(work -> takenBack.add(z));
            web.claim(new Work(
                    takenBack,
                    results,
                    home,
                    emitter -> kernel.backward(emitter, dz, found.dx(), found.dgamma(), found.dbeta())));
        });
    }
}
