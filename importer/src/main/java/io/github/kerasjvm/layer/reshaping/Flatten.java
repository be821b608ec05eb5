package io.github.kerasjvm.layer.reshaping;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Keras {@code Flatten}: {@code [batch, …]} to {@code [batch, size]}.
 *
 * <p>With {@code data_format = channels_first} (Keras 2.2 and later) the channels are moved last before; a file that
 * does not carry the argument flattens the array as it lies.
 *
 * @param layout where the channels of the input stand
 */
public record Flatten(Layout layout) implements UnaryLayer {

    /** How it is read. */
    public static final Kind<Flatten> KIND = Kind.of(Group.RESHAPING, "Flatten", Flatten::read)
            .inKeras3(Lifting.taking("data_format"))
            .doc("All axes but the batch to one");

    private static Flatten read(Args args) {
        return new Flatten(args.layout());
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        if (in.rank() == 1) {
            return Shape.of(in.size(0), 1); // Keras 3 flatten.py: a batch of numbers becomes [batch, 1]
        }
        return Shape.of(in.size(0), in.isKnownFrom(1) ? Math.toIntExact(in.elementsFrom(1)) : Shape.ANY);
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        Shape in = x.shape();
        Value ordered = x;
        if (layout == Layout.CHANNELS_FIRST && in.rank() > 2) {
            List<Integer> axes = new ArrayList<>();
            for (int axis = 0; axis < in.rank(); axis++) {
                axes.add(axis);
            }
            axes.add(axes.remove(1));
            ordered = ops.transpose(x, axes);
        }
        return ops.reshape(ordered, Shape.of(Shape.ANY, Math.toIntExact(in.elementsFrom(1))));
    }
}
