package io.github.kerasjvm.engine.onednn;

import io.github.kerasjvm.op.BinaryFunction;
import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.Reduce;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Normalisation by the statistics of a batch, found in a web: {@code c = x - mean(x)},
 * {@code y = c / √(mean(c²) + epsilon) * gamma + beta}.
 *
 * @param x the input
 * @param axis the axis of the channels
 * @param mean the mean of each channel
 * @param variance the variance of each channel
 * @param epsilon added to the variance
 * @param centred {@code c}
 * @param deviation the root
 * @param normed {@code c} divided by it
 * @param gamma multiplies each channel; empty without
 * @param beta is added to each channel; empty without
 * @param y the result
 * @param nodes the nodes
 */
record NormalizationFront(
        Value x,
        int axis,
        Value mean,
        Value variance,
        double epsilon,
        Value centred,
        Value deviation,
        Value normed,
        Optional<Value> gamma,
        Optional<Value> beta,
        Value y,
        List<Node> nodes) {

    /** The one that begins with a mean. */
    static Optional<NormalizationFront> of(Web web, Node first) {
        Value x = first.inputs().get(0);
        Optional<Integer> axis = axis(first, x);
        if (axis.isEmpty()) {
            return Optional.empty();
        }
        Trail trail = new Trail(web);
        trail.add(List.of(first));
        Value mean = first.outputs().get(0);
        Value centred = trail.then(x, BinaryFunction.SUBTRACT, v -> v.id() == mean.id());
        Value squares = trail.then(centred, BinaryFunction.MULTIPLY, v -> v.id() == centred.id());
        Value variance = trail.then(squares, first.op());
        Value shifted =
                trail.then(variance, BinaryFunction.ADD, v -> web.number(v).isPresent());
        if (trail.isLost()) {
            return Optional.empty();
        }
        double epsilon = web.number(Trail.other(trail.last(), variance)).orElseThrow();
        Value deviation = trail.then(shifted, UnaryFunction.SQUARE_ROOT);
        Value normed = trail.then(centred, BinaryFunction.DIVIDE, v -> v.id() == deviation.id());
        if (trail.isLost()) {
            return Optional.empty();
        }
        Optional<Node> scaled = vector(web, normed, BinaryFunction.MULTIPLY, x, axis.get());
        Value product = scaled.map(node -> node.outputs().get(0)).orElse(normed);
        Optional<Node> added = vector(web, product, BinaryFunction.ADD, x, axis.get());
        scaled.ifPresent(node -> trail.add(List.of(node)));
        added.ifPresent(node -> trail.add(List.of(node)));
        return Optional.of(new NormalizationFront(
                x,
                axis.get(),
                mean,
                variance,
                epsilon,
                centred,
                deviation,
                normed,
                scaled.map(node -> Trail.other(node, normed)),
                added.map(node -> Trail.other(node, product)),
                added.map(node -> node.outputs().get(0)).orElse(product),
                trail.nodes()));
    }

    /** The only axis that a mean keeps; empty if it is no mean, or keeps more, or none. */
    private static Optional<Integer> axis(Node node, Value x) {
        if (!(node.op() instanceof Reduce reduce) || reduce.function() != ReduceFunction.MEAN || !reduce.keepDims()) {
            return Optional.empty();
        }
        List<Integer> kept = IntStream.range(0, x.shape().rank())
                .filter(axis -> !reduce.axes().contains(axis))
                .boxed()
                .toList();
        return kept.size() == 1 ? Optional.of(kept.get(0)) : Optional.empty();
    }

    /** The node that combines a value with one number for each channel. */
    private static Optional<Node> vector(Web web, Value value, BinaryFunction function, Value x, int axis) {
        Trail step = new Trail(web);
        step.then(
                value,
                function,
                v -> Sizes.isVectorAlong(v.shape(), x.shape(), axis)
                        && v.shape().elements() != x.shape().elements());
        return step.isLost() ? Optional.empty() : Optional.of(step.last());
    }

    /** The sum over everything but the channels. */
    Reduce sum() {
        Reduce mean = (Reduce) nodes.get(0).op();
        return new Reduce(ReduceFunction.SUM, mean.axes(), true);
    }

    /** How many elements a channel has. */
    double count() {
        return (double) x.shape().elements() / x.shape().size(axis);
    }
}
