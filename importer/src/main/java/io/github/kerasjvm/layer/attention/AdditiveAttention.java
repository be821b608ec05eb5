package io.github.kerasjvm.layer.attention;

import io.github.kerasjvm.config.Arguments;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Keras {@code AdditiveAttention} (Bahdanau and others, 2014): scores are {@code Σ scale * tanh(query + key)}. Takes
 * {@code query [batch, targets, dim]}, {@code value [batch, sources, valueDim]} and perhaps {@code key [batch, sources, dim]}, gives
 * {@code [batch, targets, valueDim]}. Stores {@code scale [dim]} where it uses it.
 *
 * @param useScale whether the features have factors
 * @param dropout the share of the shares that is dropped in training
 * @param options what the call asks for
 */
public record AdditiveAttention(boolean useScale, double dropout, AttentionOptions options) implements DotAttention {

    /** How it is read. */
    public static final Kind<AdditiveAttention> KIND = Kind.of(
                    Group.ATTENTION, "AdditiveAttention", AdditiveAttention::read)
            .inKeras("2, 3")
            .inKeras3(Lifting.taking("use_scale", "dropout"))
            .doc("Attention by sums");

    private static AdditiveAttention read(Args args) {
        boolean causal = args.flag("causal", false); // tf.keras up to 2.9
        return new AdditiveAttention(
                args.flag("use_scale", true), Weighing.dropout(args), new AttentionOptions(causal, false));
    }

    @Override
    public Layer called(Arguments arguments, Problems problems) {
        return new AdditiveAttention(useScale, dropout, options.called(arguments, problems));
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        return useScale ? List.of(WeightSpec.of("scale", inputs.get(0).last())) : List.of();
    }

    @Override
    public Value scores(Ops ops, Value query, Value key, Weights w) {
        Value bent = ops.unary(UnaryFunction.TANH, DotAttention.pairwise(ops, query, key));
        Value scaled = useScale ? ops.multiply(bent, w.get("scale")) : bent;
        return ops.reduce(ReduceFunction.SUM, scaled, List.of(-1), false);
    }
}
