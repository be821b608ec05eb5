package io.github.kerasjvm.layer.core;

import io.github.kerasjvm.layer.Activation;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Keras 1 {@code Highway}: {@code g * activation(x · W + b) + (1 - g) * x} with the gate
 * {@code g = sigmoid(x · W_carry + b_carry)}.
 *
 * <p>Takes and gives {@code [batch, size]}. Keras 1.2 stores {@code W, W_carry, b, b_carry}, Keras 1.0
 * {@code W, b, W_carry, b_carry}; the names in the file tell.
 *
 * @param activation applied to the transformed input
 * @param useBias whether the biases are stored and added
 */
public record Highway(Activation activation, boolean useBias) implements UnaryLayer {

    /** How it is read. */
    public static final Kind<Highway> KIND = Kind.of(Group.CORE, "Highway", Highway::read)
            .inKeras("1")
            .inKeras3(Lifting.refused("mixes its input with what it gives; no layer of Keras 3 does"))
            .doc("A gate between a transformed and an unchanged input");

    private static Highway read(Args args) {
        args.get("transform_bias"); // the bias that training starts from
        return new Highway(args.activation("activation"), args.flag("bias", true));
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        return problems.require(in.rank() == 2 && in.last() != Shape.ANY, "needs an input [batch, size], got %s", in)
                ? in
                : Shape.UNKNOWN;
    }

    @Override
    public List<WeightSpec> weights(Shape in) {
        int size = in.last();
        List<WeightSpec> specs = new ArrayList<>();
        specs.add(WeightSpec.of("W", size, size));
        specs.add(WeightSpec.of("W_carry", size, size));
        if (useBias) {
            specs.add(WeightSpec.of("b", size));
            specs.add(WeightSpec.of("b_carry", size));
        }
        return specs;
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        Value gate = ops.unary(UnaryFunction.SIGMOID, affine(ops, x, w, "W_carry", "b_carry"));
        Value changed = activation.apply(ops, affine(ops, x, w, "W", "b"));
        Value kept = ops.multiply(ops.subtract(ops.constant(1), gate), x);
        return ops.add(ops.multiply(gate, changed), kept);
    }

    private Value affine(Ops ops, Value x, Weights w, String kernel, String bias) {
        Value y = ops.matmul(x, w.get(kernel));
        return useBias ? ops.add(y, w.get(bias)) : y;
    }
}
