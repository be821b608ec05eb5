package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.config.RandomImageRule;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Keras {@code RandomElasticTransform}: bends images in training; at inference it gives its input.
 *
 * <p>Keras draws shifts for rows and for columns from the same seed, so that they are the same.
 *
 * @param factor what the probability of an image is drawn from
 * @param scale what the strength is drawn from, once for a batch
 * @param images how positions are read
 * @param range the numbers that images keep to
 * @param rule whether the release is one that reads constants outside as this does
 */
public record RandomElasticTransform(
        Factor factor, Factor scale, MappedImages images, Factor range, RandomImageRule rule) implements RandomChange {

    /** How it is read. */
    public static final Kind<RandomElasticTransform> KIND = Kind.of(
                    Group.PREPROCESSING, "RandomElasticTransform", RandomElasticTransform::read)
            .inKeras("3")
            .ignoresTraining()
            .doc("Bends images in training; identity at inference");

    private static final double ALPHA = 0.1;

    private static final double SIGMA = 0.05;

    /** So little that a shift by it is none. */
    private static final double LEAST_SIGMA = 1e-30;

    private static RandomElasticTransform read(Args args) {
        RandomImage.readKept(args);
        return new RandomElasticTransform(
                Factor.upTo(args, "factor", 1),
                Factor.upTo(args, "scale", 1),
                MappedImages.read(args),
                Factor.valueRange(args),
                args.semantics().randomImages());
    }

    @Override
    public Value change(Ops ops, Value x, Training training) {
        if (scale.upper() == 0 || factor.upper() == 0) {
            return x;
        }
        images.require(training);
        if (rule != RandomImageRule.BY_IMAGE && images.fillMode().equals("constant")) {
            throw training.refused(
                    "has the fill_mode constant, which releases of Keras before 3.11 computed in another way; write"
                            + " the file by Keras 3.11 or later, or take another fill_mode, to train it");
        }
        Value bends = factor.happens(ops, training, x.shape().size(0));
        Value strength = scale.drawn(ops, training, Shape.of(1));
        Value last = images.layout() == Layout.CHANNELS_LAST ? x : ops.transpose(x, List.of(0, 2, 3, 1));
        Value made = bent(ops, last, training, strength);
        Value back = images.layout() == Layout.CHANNELS_LAST ? made : ops.transpose(made, List.of(0, 3, 1, 2));
        return ops.clip(ops.select(bends, back, x), range.lower(), range.upper());
    }

    private Value bent(Ops ops, Value x, Training training, Value strength) {
        Shape shape = x.shape();
        int height = shape.size(1);
        int width = shape.size(2);
        Value alpha = ops.multiply(ops.constant(Math.max(height, width)), ops.multiply(ops.constant(ALPHA), strength));
        Value sigma = ops.multiply(ops.constant(Math.min(height, width)), ops.multiply(ops.constant(SIGMA), strength));
        Value drawn = ops.multiply(training.normal(shape.with(3, 1)), sigma);
        Value smooth = smoothed(ops, drawn, sigma, Math.min(height, width));
        Value shift = ops.multiply(alpha, ops.reshape(smooth, Shape.of(shape.size(0), height * width)));
        Value column = ops.add(ImagePositions.numbers(ops, height, width, false), shift);
        Value row = ops.add(ImagePositions.numbers(ops, height, width, true), shift);
        return images.at(ops, x, training, row, column);
    }

    /** Blurred by {@code 6 ⌊sigma⌋ + 1} neighbours; how many at most, the bounds say. */
    private Value smoothed(Ops ops, Value drawn, Value sigma, int size) {
        int most = 3 * (int) Math.floor(size * SIGMA * scale.upper() * (1 + 1e-6));
        Value reach = ops.multiply(ops.constant(3), ops.unary(UnaryFunction.FLOOR, sigma));
        Value weights = GaussianBlur.weights(ops, 2 * most + 1, ops.maximum(sigma, ops.constant(LEAST_SIGMA)), reach);
        return GaussianBlur.of(ops, drawn, Layout.CHANNELS_LAST, weights, weights);
    }
}
