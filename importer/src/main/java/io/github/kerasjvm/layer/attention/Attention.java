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
import java.util.ArrayList;
import java.util.List;

/**
 * Keras {@code Attention} (Luong and others, 2015): scores are {@code scale * query · key}, or with {@code concat}
 * {@code weight * Σ tanh(scale * (query + key))}. Takes {@code query [batch, targets, dim]}, {@code value [batch, sources, valueDim]}
 * and perhaps {@code key [batch, sources, dim]}, gives {@code [batch, targets, valueDim]}. Stores {@code scale} and
 * {@code concat_score_weight}, single numbers, where it uses them.
 *
 * @param useScale whether the scores have a factor
 * @param concat whether scores are those of the sum of query and key
 * @param dropout the share of the shares that is dropped in training
 * @param options what the call asks for
 */
public record Attention(boolean useScale, boolean concat, double dropout, AttentionOptions options)
        implements DotAttention {

    /** How it is read. */
    public static final Kind<Attention> KIND = Kind.of(Group.ATTENTION, "Attention", Attention::read)
            .inKeras("2, 3")
            .inKeras3(Lifting.taking("use_scale", "score_mode", "dropout", "seed"))
            .doc("Dot-product attention");

    private static Attention read(Args args) {
        boolean causal = args.flag("causal", false); // tf.keras up to 2.9
        return new Attention(
                args.flag("use_scale", false),
                args.word("score_mode", "dot", "dot", "concat").equals("concat"),
                Weighing.dropout(args),
                new AttentionOptions(causal, false));
    }

    @Override
    public Layer called(Arguments arguments, Problems problems) {
        return new Attention(useScale, concat, dropout, options.called(arguments, problems));
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        List<WeightSpec> specs = new ArrayList<>();
        if (useScale) {
            specs.add(WeightSpec.of("scale", Shape.SCALAR));
        }
        if (concat) {
            specs.add(WeightSpec.of("concat_score_weight", Shape.SCALAR));
        }
        return specs;
    }

    @Override
    public Value scores(Ops ops, Value query, Value key, Weights w) {
        if (!concat) {
            Value products = ops.matmul(query, key, false, true);
            return useScale ? ops.multiply(products, w.get("scale")) : products;
        }
        Value sum = DotAttention.pairwise(ops, query, key);
        Value scaled = useScale ? ops.multiply(sum, w.get("scale")) : sum;
        Value scores = ops.reduce(ReduceFunction.SUM, ops.unary(UnaryFunction.TANH, scaled), List.of(-1), false);
        return ops.multiply(scores, w.get("concat_score_weight"));
    }
}
