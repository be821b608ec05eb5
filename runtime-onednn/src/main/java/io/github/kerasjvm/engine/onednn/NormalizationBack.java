package io.github.kerasjvm.engine.onednn;

import io.github.kerasjvm.op.Binary;
import io.github.kerasjvm.op.BinaryFunction;
import io.github.kerasjvm.op.Broadcast;
import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The way back through a {@link NormalizationFront}, as the gradients of its operations one by one make it.
 *
 * @param dy the gradient of the result
 * @param dx the gradient of the input
 * @param dgamma the gradient of gamma; empty if nobody asks
 * @param dbeta the gradient of beta; empty if nobody asks
 * @param nodes the nodes, in the order of the graph
 */
record NormalizationBack(Value dy, Value dx, Optional<Value> dgamma, Optional<Value> dbeta, List<Node> nodes) {

    private static final Binary MULTIPLY = new Binary(BinaryFunction.MULTIPLY);
    private static final Binary DIVIDE = new Binary(BinaryFunction.DIVIDE);

    /** The way back through a normalisation, if there is one. */
    static Optional<NormalizationBack> of(Web web, NormalizationFront front) {
        Trail trail = new Trail(web);
        // a n / s, where a is the gradient of the normed n, and s the deviation.
        Value weighed = trail.then(
                front.normed(),
                node -> node.op().equals(MULTIPLY)
                        && web.takers(node.outputs().get(0), DIVIDE).stream()
                                .anyMatch(next -> next.inputs().get(1).id()
                                        == front.deviation().id()));
        if (trail.isLost()) {
            return Optional.empty();
        }
        Value a = Trail.other(trail.last(), front.normed());
        Value dx = input(web, front, trail, weighed, a);
        Value dy = front.gamma().isPresent() ? unscaled(web, front, trail, a) : a;
        if (trail.isLost()) {
            return Optional.empty();
        }
        Optional<Value> dgamma = front.gamma()
                .flatMap(gamma -> side(
                        web,
                        trail,
                        side -> side.then(
                                side.then(front.normed(), BinaryFunction.MULTIPLY, v -> v.id() == dy.id()),
                                front.sum())));
        Optional<Value> dbeta = front.beta().flatMap(beta -> side(web, trail, side -> side.then(dy, front.sum())));
        List<Node> ordered =
                web.nodes().stream().filter(trail.nodes()::contains).toList();
        return Optional.of(new NormalizationBack(dy, dx, dgamma, dbeta, ordered));
    }

    /** Follows how the gradients of deviation, mean and input itself come together. */
    private static Value input(Web web, NormalizationFront front, Trail trail, Value weighed, Value a) {
        Value deviation = front.deviation();
        Value centred = front.centred();
        Broadcast whole = new Broadcast(front.x().shape());
        Value negated = trail.then(
                trail.then(weighed, BinaryFunction.DIVIDE, v -> v.id() == deviation.id()), UnaryFunction.NEGATE);
        Value slope = trail.then(negated, front.sum());
        Value twice = trail.then(deviation, BinaryFunction.MULTIPLY, v -> web.is(v, 2));
        Value halved = trail.then(slope, BinaryFunction.DIVIDE, v -> v.id() == twice.id());
        Value shared = trail.then(halved, BinaryFunction.DIVIDE, v -> web.is(v, front.count()));
        Value spread = trail.then(shared, whole);
        Value once = trail.then(spread, BinaryFunction.MULTIPLY, v -> v.id() == centred.id());
        Value again = trail.then(spread, BinaryFunction.MULTIPLY, v -> v.id() == centred.id());
        Value direct = trail.then(a, BinaryFunction.DIVIDE, v -> v.id() == deviation.id());
        Value partial = trail.then(direct, BinaryFunction.ADD, v -> v.id() == once.id());
        Value sum = trail.then(partial, BinaryFunction.ADD, v -> v.id() == again.id());
        Value total = trail.then(trail.then(sum, UnaryFunction.NEGATE), front.sum());
        Value even = trail.then(total, BinaryFunction.DIVIDE, v -> web.is(v, front.count()));
        Value level = trail.then(even, whole);
        return trail.then(sum, BinaryFunction.ADD, v -> v.id() == level.id());
    }

    /** The gradient before it was multiplied by gamma. */
    private static Value unscaled(Web web, NormalizationFront front, Trail trail, Value a) {
        Optional<Node> scaled = web.maker(a)
                .filter(node -> node.op().equals(MULTIPLY)
                        && node.inputs().get(1).id()
                                == front.gamma().orElseThrow().id());
        trail.require(scaled.isPresent());
        scaled.ifPresent(node -> trail.add(List.of(node)));
        return scaled.map(node -> node.inputs().get(0)).orElse(a);
    }

    /** Follows something that need not be there. */
    private static Optional<Value> side(Web web, Trail trail, Function<Trail, Value> following) {
        Trail side = new Trail(web);
        Value found = following.apply(side);
        if (side.isLost()) {
            return Optional.empty();
        }
        trail.add(side.nodes());
        return Optional.of(found);
    }
}
