package io.github.kerasjvm.layer.merging;

import io.github.kerasjvm.config.MaskRules;
import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.Optional;

/** A layer that joins its inputs element by element; sizes of 1 are repeated. */
interface ElementwiseLayer extends Layer {

    /** What becomes of masks. */
    MaskRules maskRules();

    /** Joins the inputs, which have one rank. */
    Value join(Ops ops, List<Value> inputs);

    @Override
    default List<Shape> outputs(List<Shape> inputs, Problems problems) {
        return List.of(Elementwise.output(inputs, problems));
    }

    @Override
    default List<WeightSpec> weights(List<Shape> inputs) {
        return List.of();
    }

    @Override
    default List<Value> lower(Lowering call) {
        return List.of(join(call.ops(), Elementwise.aligned(call)));
    }

    @Override
    default List<Optional<Value>> masks(Lowering call) {
        return List.of(Elementwise.mask(call, maskRules()));
    }
}
