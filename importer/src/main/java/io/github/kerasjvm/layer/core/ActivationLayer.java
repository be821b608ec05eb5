package io.github.kerasjvm.layer.core;

import io.github.kerasjvm.layer.Activation;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.KeepsMask;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;

/**
 * Keras {@code Activation}: an activation function as a layer of its own. Any shape; gives the same shape.
 *
 * @param activation the function
 */
public record ActivationLayer(Activation activation) implements UnaryLayer, KeepsMask {

    /** How it is read. */
    public static final Kind<ActivationLayer> KIND = Kind.of(Group.CORE, "Activation", ActivationLayer::read)
            .inKeras3(Lifting.taking("activation"))
            .doc("An activation function by name");

    private static ActivationLayer read(Args args) {
        return new ActivationLayer(args.activation("activation"));
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        return activation.output(in);
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        return activation.apply(ops, x);
    }
}
