package io.github.kerasjvm.layer.core;

import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;

/** Keras {@code Identity}: gives its input. */
public record Identity() implements UnaryLayer {

    /** How it is read. */
    public static final Kind<Identity> KIND = Kind.of(Group.CORE, "Identity", args -> new Identity())
            .inKeras("2, 3")
            .doc("Gives its input");

    @Override
    public Shape output(Shape in, Problems problems) {
        return in;
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        return x;
    }
}
