package io.github.kerasjvm.layer;

import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;

/** A layer that does something in training alone: at inference it gives its input. */
public interface InferenceIdentity extends UnaryLayer {

    @Override
    default Shape output(Shape in, Problems problems) {
        return in;
    }

    @Override
    default Value lower(Ops ops, Value x, Weights w) {
        return x;
    }
}
