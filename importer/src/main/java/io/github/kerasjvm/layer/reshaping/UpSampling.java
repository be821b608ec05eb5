package io.github.kerasjvm.layer.reshaping;

import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/** What the layers that repeat positions have in common, whatever their number of axes. */
interface UpSampling extends UnaryLayer {

    /** How often, by axis. */
    List<Integer> size();

    /** Where the channels stand. */
    Layout layout();

    @Override
    default Shape output(Shape in, Problems problems) {
        return Repeats.output(in, layout(), size(), problems);
    }

    @Override
    default Value lower(Ops ops, Value x, Weights w) {
        return Repeats.lower(ops, x, layout(), size());
    }
}
