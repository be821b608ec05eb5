package io.github.kerasjvm.layer.merging;

import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Keras {@code Multiply}: the product of its inputs, element by element; sizes of 1 are repeated.
 */
public record Multiply() implements Layer {

    /** How it is read. */
    public static final Kind<Multiply> KIND = Kind.of(Group.MERGING, "Multiply", args -> new Multiply())
            .inKeras("2, 3")
            .doc("The product of the inputs");

    @Override
    public List<Shape> outputs(List<Shape> inputs, Problems problems) {
        return List.of(Elementwise.output(inputs, problems));
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        return List.of();
    }

    @Override
    public List<Value> lower(Lowering call) {
        return List.of(
                Elementwise.aligned(call).stream().reduce(call.ops()::multiply).orElseThrow());
    }
}
