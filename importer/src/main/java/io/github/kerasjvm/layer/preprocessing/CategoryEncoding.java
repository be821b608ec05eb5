package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;

/**
 * Keras {@code CategoryEncoding}: tokens, given as whole numbers from 0, as rows of zeros and ones, or of counts.
 *
 * <p>A number outside the range counts for no token, where Keras stops with an error in some modes.
 *
 * @param tokens how many kinds of tokens there are
 * @param encoding what is given
 */
public record CategoryEncoding(int tokens, TokenEncoding encoding) implements UnaryLayer {

    /** How it is read. */
    public static final Kind<CategoryEncoding> KIND = Kind.of(
                    Group.PREPROCESSING, "CategoryEncoding", CategoryEncoding::read)
            .renamed("max_tokens", "num_tokens") // TensorFlow 2.3 to 2.5
            .inKeras("2, 3")
            .inKeras3(Lifting.taking("num_tokens", "output_mode", "sparse"))
            .doc("Whole numbers as rows of zeros and ones, or of counts");

    private static CategoryEncoding read(Args args) {
        args.get("dtype"); // that of the result, which is float32 here
        return new CategoryEncoding(
                args.positive("num_tokens"),
                TokenEncoding.read(
                        args,
                        TokenEncoding.MULTI_HOT,
                        TokenEncoding.ONE_HOT,
                        TokenEncoding.MULTI_HOT,
                        TokenEncoding.COUNT));
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        return encoding.output(in, tokens, problems);
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        // Keras cuts fractions off: all above -1 and below 1 is token 0.
        float[] thresholds = new float[tokens + 1];
        thresholds[0] = Math.nextUp(-1f);
        for (int i = 1; i <= tokens; i++) {
            thresholds[i] = i;
        }
        Value reached = TokenEncoding.reached(ops, x, thresholds);
        Value rows = ops.subtract(ops.slice(reached, -1, 0, tokens), ops.slice(reached, -1, 1, tokens + 1));
        return encoding.encode(ops, rows);
    }
}
