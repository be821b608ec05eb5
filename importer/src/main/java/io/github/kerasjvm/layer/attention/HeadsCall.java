package io.github.kerasjvm.layer.attention;

import io.github.kerasjvm.config.Arguments;
import io.github.kerasjvm.layer.CallSignature;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One call of an attention layer with heads: which of its inputs is what.
 *
 * @param query the number of the input that is the query
 * @param value that of the value
 * @param key that of the key; that of the value if none is given
 * @param hasKey whether a key is given
 * @param queryMask the number of the input that masks the query, if the file gives one
 * @param valueMask that of the value
 * @param keyMask that of the key
 * @param attentionMask that of the pairs
 * @param options what the call asks for
 */
record HeadsCall(
        int query,
        int value,
        int key,
        boolean hasKey,
        OptionalInt queryMask,
        OptionalInt valueMask,
        OptionalInt keyMask,
        OptionalInt attentionMask,
        AttentionOptions options) {

    private static final List<String> NAMES = List.of("query", "value", "key");

    /** A layer that is not called yet. */
    static final HeadsCall NONE = new HeadsCall(
            0,
            0,
            0,
            false,
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            new AttentionOptions(false, false));

    static HeadsCall of(Arguments arguments, Problems problems) {
        CallSignature given = new CallSignature(NAMES, arguments, problems);
        OptionalInt query = given.tensor("query");
        OptionalInt value = given.tensor("value");
        OptionalInt key = given.tensor("key");
        problems.require(query.isPresent() && value.isPresent(), "is called without a query or a value");
        HeadsCall call = new HeadsCall(
                query.orElse(0),
                value.orElse(0),
                key.orElse(value.orElse(0)),
                key.isPresent(),
                given.tensor("query_mask"),
                given.tensor("value_mask"),
                given.tensor("key_mask"),
                given.tensor("attention_mask"),
                new AttentionOptions(given.flag("use_causal_mask"), given.flag("return_attention_scores")));
        given.refuseOthers();
        return call;
    }

    /** The same call as Keras 3.8 and later see it: the query's own mask counts, whatever the file gives. */
    HeadsCall withoutQueryMask() {
        return new HeadsCall(
                query, value, key, hasKey, OptionalInt.empty(), valueMask, keyMask, attentionMask, options);
    }

    /**
     * The pairs that count, {@code [batch, targets, sources]}, as {@code _compute_attention_mask} of multi_head_attention.py joins
     * them.
     *
     * @param window how near a source has to be; 0 if any may be far
     */
    Optional<Value> pairs(Lowering call, int window) {
        Ops ops = call.ops();
        int targets = call.input(query).shape().size(1);
        int sources = call.input(value).shape().size(1);
        List<Optional<Value>> masks = new ArrayList<>();
        masks.add(mask(call, queryMask, query).map(mask -> Weighing.ofTargets(ops, mask)));
        masks.add(mask(call, valueMask, value).map(mask -> Weighing.ofSources(ops, mask)));
        if (hasKey) {
            masks.add(mask(call, keyMask, key).map(mask -> Weighing.ofSources(ops, mask)));
        }
        if (options.causal()) {
            masks.add(Optional.of(Weighing.causal(ops, targets, sources)));
        }
        if (window > 0) {
            masks.add(Optional.of(Weighing.band(ops, targets, sources, window)));
        }
        return Weighing.all(ops, masks);
    }

    private static Optional<Value> mask(Lowering call, OptionalInt given, int input) {
        return given.isPresent() ? Optional.of(call.input(given.getAsInt())) : call.mask(input);
    }

    /** The mask of pairs that the caller gives. */
    Optional<Value> given(Lowering call) {
        return attentionMask.isPresent() ? Optional.of(call.input(attentionMask.getAsInt())) : Optional.empty();
    }
}
