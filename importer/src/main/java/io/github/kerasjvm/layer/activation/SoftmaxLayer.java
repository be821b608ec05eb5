package io.github.kerasjvm.layer.activation;

import io.github.kerasjvm.config.MaskRules;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.KeepsMask;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.lift.Lifting;
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
 * @param usesMask whether masked elements take no part, as inside TensorFlow and in Keras 3
 * @param givesZeros whether masked elements become zero even where nothing else is there, as from Keras 3.10 on
 */
public record SoftmaxLayer(List<Integer> axes, boolean usesMask, boolean givesZeros) implements UnaryLayer, KeepsMask {

    /** How it is read. */
    public static final Kind<SoftmaxLayer> KIND = Kind.of(Group.ACTIVATION, "Softmax", SoftmaxLayer::read)
            .inKeras("2, 3")
            .inKeras3(Lifting.taking("axis").dropping("robust_masking"))
            .doc("Softmax over an axis or several");

    /** What stands for a masked element: {@code _large_negative_number} of softmax.py. */
    private static final double MASKED = -1e9;

    private static SoftmaxLayer read(Args args) {
        List<Integer> axes = args.integers("axis");
        // How masked elements are kept out; either way nothing is left of them.
        args.flag("robust_masking", false);
        MaskRules rules = args.semantics().masks();
        return new SoftmaxLayer(
                axes.isEmpty() ? List.of(-1) : axes, rules.bidirectionalGivesZeros(), rules.softmaxGivesZeros());
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        boolean inside = axes.stream().allMatch(axis -> axis < in.rank() && axis >= -in.rank());
        return problems.require(inside, "has the axes %s, which the input %s lacks", axes, in) ? in : Shape.UNKNOWN;
    }

    @Override
    public List<Value> lower(Lowering call) {
        Value x = call.input(0);
        if (usesMask && call.mask(0).isPresent()) {
            Ops ops = call.ops();
            Value mask = call.mask(0).get();
            Value y = lower(ops, ops.select(mask, x, ops.constant(MASKED)), call.weights());
            return List.of(givesZeros ? ops.select(mask, y, ops.constant(0)) : y);
        }
        return List.of(lower(call.ops(), x, call.weights()));
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
