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
 * Keras {@code Subtract}: the first input less the second, element by element; sizes of 1 are repeated.
 */
public record Subtract() implements Layer {

    /** How it is read. */
    public static final Kind<Subtract> KIND = Kind.of(Group.MERGING, "Subtract", args -> new Subtract())
            .inKeras("2, 3")
            .doc("The first input less the second");

    @Override
    public List<Shape> outputs(List<Shape> inputs, Problems problems) {
        if (!problems.require(inputs.size() == 2, "is called on %s inputs; takes two", inputs.size())) {
            return List.of(Shape.UNKNOWN);
        }
        return List.of(Elementwise.output(inputs, problems));
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        return List.of();
    }

    @Override
    public List<Value> lower(Lowering call) {
        return List.of(
                Elementwise.aligned(call).stream().reduce(call.ops()::subtract).orElseThrow());
    }
}
