package io.github.kerasjvm.layer.convolutional;

import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/** A plain convolution, whatever its number of axes: all of it follows from its arguments. */
interface ConvolutionLayer extends UnaryLayer {

    /** The arguments. */
    ConvolutionArgs of();

    @Override
    default Shape output(Shape in, Problems problems) {
        return of().output(in, problems);
    }

    @Override
    default List<WeightSpec> weights(Shape in) {
        return of().weights(in);
    }

    @Override
    default Value lower(Ops ops, Value x, Weights w) {
        return of().lower(ops, x, w);
    }
}
