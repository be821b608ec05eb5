package io.github.kerasjvm.layer.convolutional;

import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/** A transposed convolution, whatever its number of axes. */
interface TransposedLayer extends UnaryLayer {

    /** The arguments that it has in common with other convolutions. */
    ConvolutionArgs of();

    /** Positions added to the output, by axis; empty when the file gives none. */
    List<Integer> outputPadding();

    private Transposed transposed() {
        return new Transposed(of(), outputPadding());
    }

    @Override
    default Shape output(Shape in, Problems problems) {
        return transposed().output(in, problems);
    }

    @Override
    default List<WeightSpec> weights(Shape in) {
        return transposed().weights(in);
    }

    @Override
    default Value lower(Ops ops, Value x, Weights w) {
        return transposed().lower(ops, x, w);
    }
}
