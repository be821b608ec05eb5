package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Keras {@code RandomGaussianBlur}: blurs images in training; at inference it gives its input.
 *
 * @param factor what the probability of an image is drawn from
 * @param size the neighbours that count, as Keras has them: height and width
 * @param sigma what the reach for rows and for columns is drawn from, once for a batch
 * @param range the numbers that images keep to
 * @param layout where the channels stand
 */
public record RandomGaussianBlur(Factor factor, List<Integer> size, Factor sigma, Factor range, Layout layout)
        implements RandomChange {

    /** How it is read. */
    public static final Kind<RandomGaussianBlur> KIND = Kind.of(
                    Group.PREPROCESSING, "RandomGaussianBlur", RandomGaussianBlur::read)
            .inKeras("3")
            .ignoresTraining()
            .doc("Blurs images in training; identity at inference");

    /** What Keras adds so that it never divides by 0. */
    private static final double EPSILON = 1e-6;

    /** Keeps its own copy. */
    public RandomGaussianBlur {
        size = List.copyOf(size);
    }

    private static RandomGaussianBlur read(Args args) {
        RandomImage.readKept(args);
        List<Integer> given = args.has("kernel_size") ? args.integers("kernel_size") : List.of(3);
        List<Integer> size = given.size() == 1 ? List.of(given.get(0), given.get(0)) : given;
        if (size.size() != 2 || size.stream().anyMatch(length -> length < 1 || length % 2 == 0)) {
            args.report(Code.ARGUMENT_VALUE, "kernel_size", "is %s, expected an odd number or two", given);
            size = List.of(1, 1);
        }
        return new RandomGaussianBlur(
                Factor.upTo(args, "factor", 1),
                size,
                Factor.upTo(args, "sigma", 1),
                Factor.valueRange(args),
                args.layout());
    }

    @Override
    public Value change(Ops ops, Value x, Training training) {
        Value blurs = factor.happens(ops, training, x.shape().size(0));
        Value drawn = sigma.drawn(ops, training, Shape.of(2));
        Value reach = ops.add(drawn, ops.constant(EPSILON));
        Value made = ops.select(blurs, blurred(ops, x, reach), x);
        return ops.clip(made, range.lower(), range.upper());
    }

    /** The first reach is that of the columns, and so is the first size while the weights are made. */
    private Value blurred(Ops ops, Value x, Value reach) {
        Value columns = GaussianBlur.weights(ops, size.get(0), ops.slice(reach, 0, 0, 1));
        Value rows = GaussianBlur.weights(ops, size.get(1), ops.slice(reach, 0, 1, 2));
        if (size.get(0).equals(size.get(1))) {
            return GaussianBlur.of(ops, x, layout, rows, columns);
        }
        // Keras takes the numbers of [width, height] for those of [height, width], without moving them.
        Value product = ops.multiply(
                ops.reshape(rows, Shape.of(size.get(1), 1)), ops.reshape(columns, Shape.of(1, size.get(0))));
        return GaussianBlur.of(ops, x, layout, ops.reshape(product, Shape.of(size)));
    }
}
