package io.github.kerasjvm.layer.activation;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Keras {@code Softmax}: {@code e^x / Σ e^x} over an axis, or over several together.
 *
 * @param axes the axes; negative counts from the last
 */
public record SoftmaxLayer(List<Integer> axes) implements UnaryLayer {

    /** How it is read. */
    public static final Kind<SoftmaxLayer> KIND = Kind.of(Group.ACTIVATION, "Softmax", SoftmaxLayer::read)
            .inKeras("2, 3")
            .doc("Softmax over an axis or several");

    private static SoftmaxLayer read(Args args) {
        List<Integer> axes = args.integers("axis");
        return new SoftmaxLayer(axes.isEmpty() ? List.of(-1) : axes);
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        boolean inside = axes.stream().allMatch(axis -> axis < in.rank() && axis >= -in.rank());
        return problems.require(inside, "has the axes %s, which the input %s lacks", axes, in) ? in : Shape.UNKNOWN;
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        if (axes.size() == 1) {
            return ops.apply(new io.github.kerasjvm.op.Softmax(x.shape().axis(axes.get(0))), x);
        }
        // Softmax over several axes at once, keras/src/layers/activations/softmax.py: exp(x - logsumexp(x)).
        Value shifted = ops.subtract(x, ops.reduce(ReduceFunction.MAXIMUM, x, axes, true));
        Value powers = ops.exponential(shifted);
        return ops.divide(powers, ops.reduce(ReduceFunction.SUM, powers, axes, true));
    }
}
