package io.github.kerasjvm.layer.attention;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.InvertedDropout;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Softmax;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the attention layers have in common: masks, and the softmax over scores. */
final class Weighing {

    /** What is taken from the score of a masked pair, so that nothing is left of it (attention.py). */
    private static final double MASKED = 1e9;

    private Weighing() {}

    /** Pairs of a target step and a source step that count: {@code [1, targets, sources]}, each target and those before it. */
    static Value causal(Ops ops, int targets, int sources) {
        return pairs(ops, targets, sources, (target, source) -> target >= source);
    }

    /** Pairs that are nearer than a width, {@code [1, targets, sources]}. */
    static Value band(Ops ops, int targets, int sources, int width) {
        return pairs(ops, targets, sources, (target, source) -> Math.abs(target - source) < width);
    }

    /** Whether a pair counts. */
    private interface Pair {
        boolean counts(int target, int source);
    }

    private static Value pairs(Ops ops, int targets, int sources, Pair pair) {
        float[] values = new float[targets * sources];
        for (int i = 0; i < values.length; i++) {
            values[i] = pair.counts(i / sources, i % sources) ? 1 : 0;
        }
        return ops.constant(Tensor.owning(Shape.of(1, targets, sources), values));
    }

    /** Pairs that all given masks count. */
    static Optional<Value> all(Ops ops, List<Optional<Value>> masks) {
        return masks.stream().flatMap(Optional::stream).reduce(ops::minimum);
    }

    /** A mask of the targets, {@code [batch, targets]}, as one of pairs. */
    static Value ofTargets(Ops ops, Value mask) {
        return ops.reshape(mask, Shape.of(Shape.ANY, mask.shape().size(1), 1));
    }

    /** A mask of the sources, {@code [batch, sources]}, as one of pairs. */
    static Value ofSources(Ops ops, Value mask) {
        return ops.reshape(mask, Shape.of(Shape.ANY, 1, mask.shape().size(1)));
    }

    /** Puts axes of size 1 in front of the last two, up to a rank. */
    static Value forHeads(Ops ops, Value pairs, int rank) {
        List<Integer> sizes = new ArrayList<>(pairs.shape().toList());
        while (sizes.size() < rank) {
            sizes.add(sizes.size() - 2, 1);
        }
        return ops.reshape(pairs, Shape.of(sizes));
    }

    /** What a target gets all of whose sources are masked. */
    enum NothingCounts {
        /** Equal shares of all sources. */
        SHARES,
        /** Nothing where the scores are asked for or there are several axes of steps, else equal shares. */
        DEPENDS,
        /** Nothing. */
        ZEROS;

        /** Keras 3 has two ways to compute; the one that can drop scores gives zeros (multi_head_attention.py). */
        static NothingCounts read(Args args) {
            boolean drops = args.number("dropout", 0) > 0;
            return !args.semantics().masks().softmaxGivesZeros() ? SHARES : drops ? ZEROS : DEPENDS;
        }

        /** The shares, with zeros for such targets where they are due. */
        Value apply(Ops ops, Value shares, Optional<Value> counts, boolean isSpecial) {
            boolean gives = this == ZEROS || this == DEPENDS && isSpecial;
            return gives && counts.isPresent() ? ops.select(counts.get(), shares, ops.constant(0)) : shares;
        }
    }

    /** The share of the shares that is dropped in training, from 0 to 1. */
    static double dropout(Args args) {
        double rate = args.number("dropout", 0);
        if (!(rate >= 0 && rate <= 1)) {
            args.report(Code.ARGUMENT_RANGE, "dropout", "is %s, expected a share from 0 to 1", rate);
        }
        return rate;
    }

    /** What is left of the shares in training, each drawn on its own; at inference all of them. */
    static Value dropped(Lowering call, Value shares, double rate) {
        if (rate == 0 || call.training().isEmpty()) {
            return shares;
        }
        if (rate == 1) {
            throw call.training().get().refused("a dropout of 1 leaves nothing to train on; set it to less");
        }
        Value mask = InvertedDropout.mask(call.ops(), call.training().get(), rate, shares.shape());
        return call.ops().multiply(shares, mask);
    }

    /** The shares of the sources: softmax over the last axis, masked pairs left out. */
    static Value shares(Ops ops, Value scores, Optional<Value> counts) {
        Value kept = counts.map(mask -> ops.select(mask, scores, ops.subtract(scores, ops.constant(MASKED))))
                .orElse(scores);
        return ops.apply(new Softmax(kept.shape().axis(-1)), kept);
    }
}
