package io.github.kerasjvm.train;

import io.github.kerasjvm.loss.OutputLoss;
import io.github.kerasjvm.loss.Reduction;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Brings the losses of positions, {@code [batch, …]}, down to the loss of a batch. */
final class StepLoss {

    private final Ops ops;
    private final TrainingRules.Weighting weighting;

    StepLoss(Ops ops, TrainingRules.Weighting weighting) {
        this.ops = ops;
        this.weighting = weighting;
    }

    /**
     * The loss of one output.
     *
     * @param losses the losses of positions
     * @param of how they are reduced
     * @param weights the weights of rows, {@code [batch]}, or of positions
     * @param mask 1 where a position counts
     */
    Value reduce(Value losses, OutputLoss of, Optional<Value> weights, Optional<Value> mask) {
        return weighting == TrainingRules.Weighting.BY_NONZERO
                ? byNonzero(losses, weights, mask)
                : byCount(losses, of, weights, mask);
    }

    /** {@code weighted_masked_objective} of training.py, 2.2.4. */
    private Value byNonzero(Value losses, Optional<Value> weights, Optional<Value> mask) {
        Value score = losses;
        if (mask.isPresent()) {
            Value counts = aligned(mask.get(), losses);
            score = ops.divide(ops.multiply(score, counts), mean(counts));
        }
        if (weights.isPresent()) {
            Value own = weights.get();
            int rank = own.shape().rank();
            List<Integer> rest =
                    IntStream.range(rank, score.shape().rank()).boxed().toList();
            score = rest.isEmpty() ? score : ops.reduce(ReduceFunction.MEAN, score, rest, false);
            Value nonzero = ops.subtract(ops.constant(1), ops.equal(own, ops.constant(0)));
            score = ops.divide(ops.multiply(score, own), mean(nonzero));
        }
        return mean(score);
    }

    private Value byCount(Value losses, OutputLoss of, Optional<Value> weights, Optional<Value> mask) {
        Value weighted = losses;
        if (mask.isPresent()) {
            Value counts = aligned(mask.get(), losses);
            boolean scales = weighting == TrainingRules.Weighting.BY_VALID && of.reduction() == Reduction.MEAN;
            Value share = scales ? ops.divide(counts, mean(counts)) : counts;
            weighted = ops.multiply(weighted, share);
        }
        if (weights.isPresent()) {
            weighted = ops.multiply(weighted, aligned(weights.get(), losses));
        }
        return of.reduction() == Reduction.SUM ? sum(weighted) : mean(weighted);
    }

    /** Axes of size 1 at the end, so that what belongs to rows meets rows. */
    private Value aligned(Value x, Value losses) {
        List<Integer> sizes = new ArrayList<>(x.shape().toList());
        while (sizes.size() < losses.shape().rank()) {
            sizes.add(1);
        }
        return ops.reshape(x, Shape.of(sizes));
    }

    private Value mean(Value x) {
        return ops.reduce(ReduceFunction.MEAN, x, all(x), false);
    }

    private Value sum(Value x) {
        return ops.reduce(ReduceFunction.SUM, x, all(x), false);
    }

    private static List<Integer> all(Value x) {
        return IntStream.range(0, x.shape().rank()).boxed().toList();
    }
}
