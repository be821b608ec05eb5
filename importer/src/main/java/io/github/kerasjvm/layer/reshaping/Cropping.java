package io.github.kerasjvm.layer.reshaping;

import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/** What the layers that cut borders off have in common, whatever their number of axes. */
interface Cropping extends UnaryLayer {

    /** How much is cut off before, by axis. */
    List<Integer> before();

    /** How much is cut off after, by axis. */
    List<Integer> after();

    /** Where the channels stand. */
    Layout layout();

    @Override
    default Shape output(Shape in, Problems problems) {
        return new Borders(before(), after()).output(in, layout(), -1, problems);
    }

    @Override
    default Value lower(Ops ops, Value x, Weights w) {
        return new Borders(before(), after()).crop(ops, x, layout());
    }
}
