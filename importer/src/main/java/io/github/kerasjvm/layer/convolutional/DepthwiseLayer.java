package io.github.kerasjvm.layer.convolutional;

import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/** A convolution of each channel on its own, whatever its number of axes. */
interface DepthwiseLayer extends UnaryLayer {

    /** The arguments; the filters are those of one channel. */
    ConvolutionArgs of();

    @Override
    default Shape output(Shape in, Problems problems) {
        return Depthwise.output(of(), in, problems);
    }

    @Override
    default List<WeightSpec> weights(Shape in) {
        return Depthwise.weights(of(), in);
    }

    @Override
    default Value lower(Ops ops, Value x, Weights w) {
        return of().finish(ops, Depthwise.convolve(of(), ops, x, w.get("depthwise_kernel")), w);
    }
}
