package io.github.kerasjvm.layer.pooling;

import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** What the layers that pool over whole axes have in common, whatever their function and number of axes. */
interface GlobalPooling extends UnaryLayer {

    /** How such a layer is said in Keras 3. */
    Lifting LIFTING = Lifting.taking("data_format", "keepdims");

    /** Where the channels stand. */
    Layout layout();

    /** Whether the pooled axes stay with size 1. */
    boolean keepDims();

    /** How many axes are pooled. */
    int axes();

    /** What becomes of a channel. */
    ReduceFunction function();

    @Override
    default Shape output(Shape in, Problems problems) {
        if (!problems.require(in.rank() == axes() + 2, "needs an input of rank %s, got %s", axes() + 2, in)) {
            return Shape.UNKNOWN;
        }
        int channels = layout().channels(in);
        return keepDims()
                ? layout().shape(in.size(0), Collections.nCopies(axes(), 1), channels)
                : Shape.of(in.size(0), channels);
    }

    @Override
    default Value lower(Ops ops, Value x, Weights w) {
        int first = layout().firstSpatialAxis();
        List<Integer> pooled = IntStream.range(first, first + axes()).boxed().toList();
        return ops.reduce(function(), x, pooled, keepDims());
    }
}
