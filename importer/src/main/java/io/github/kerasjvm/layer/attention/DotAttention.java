package io.github.kerasjvm.layer.attention;

import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@link Attention} and {@link AdditiveAttention} have in common: inputs {@code query [batch, targets, dim]},
 * {@code value [batch, sources, valueDim]} and, if there are three, {@code key [batch, sources, dim]}; for each target the mean of the
 * values, weighed by the softmax of the scores. Masked sources take no part, masked targets give zeros.
 */
interface DotAttention extends Layer {

    /** What the call asks for. */
    AttentionOptions options();

    /** The share of the shares that is dropped in training. */
    double dropout();

    /** The scores {@code [batch, targets, sources]}. */
    Value scores(Ops ops, Value query, Value key, Weights w);

    @Override
    default List<Shape> outputs(List<Shape> inputs, Problems problems) {
        boolean fits = problems.require(
                        inputs.size() == 2 || inputs.size() == 3,
                        "is called on %s inputs; takes query, value and key",
                        inputs.size())
                && problems.require(fits(inputs), "cannot weigh inputs of the shapes %s", inputs);
        if (!fits) {
            return List.of(Shape.UNKNOWN);
        }
        Shape query = inputs.get(0);
        Shape value = inputs.get(1);
        List<Shape> results = new ArrayList<>(List.of(query.withLast(value.last())));
        if (options().returnScores()) {
            results.add(query.withLast(value.size(1)));
        }
        return results;
    }

    private static boolean fits(List<Shape> inputs) {
        Shape query = inputs.get(0);
        Shape value = inputs.get(1);
        Shape key = inputs.get(inputs.size() - 1);
        boolean ranks = inputs.stream().allMatch(shape -> shape.rank() == 3);
        return ranks
                && key.with(2, 0).agreesWith(value.with(2, 0))
                && (key.last() == query.last() || key.last() == Shape.ANY || query.last() == Shape.ANY);
    }

    @Override
    default List<Value> lower(Lowering call) {
        Ops ops = call.ops();
        Value query = call.input(0);
        Value value = call.input(1);
        Value key = call.input(call.inputs().size() - 1);
        Optional<Value> causal = options().causal()
                ? Optional.of(Weighing.causal(
                        ops, query.shape().size(1), value.shape().size(1)))
                : Optional.empty();
        Optional<Value> sources = call.mask(1).map(mask -> Weighing.ofSources(ops, mask));
        Value scores = scores(ops, query, key, call.weights());
        Value all = Weighing.shares(ops, scores, Weighing.all(ops, List.of(sources, causal)));
        Value shares = Weighing.dropped(call, all, dropout());
        Value mean = ops.matmul(shares, value);
        Value kept = call.mask(0)
                .map(mask -> ops.select(Weighing.ofTargets(ops, mask), mean, ops.constant(0)))
                .orElse(mean);
        return options().returnScores() ? List.of(kept, shares) : List.of(kept);
    }

    @Override
    default List<Optional<Value>> masks(Lowering call) {
        return List.of(call.mask(0));
    }

    /** {@code [batch, targets, 1, dim] + [batch, 1, sources, dim]}. */
    static Value pairwise(Ops ops, Value query, Value key) {
        Shape q = query.shape();
        Shape k = key.shape();
        return ops.add(
                ops.reshape(query, Shape.of(Shape.ANY, q.size(1), 1, q.last())),
                ops.reshape(key, Shape.of(Shape.ANY, 1, k.size(1), k.last())));
    }
}
