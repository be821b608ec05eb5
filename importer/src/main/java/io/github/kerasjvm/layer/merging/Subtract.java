package io.github.kerasjvm.layer.merging;

import io.github.kerasjvm.config.MaskRules;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Keras {@code Subtract}: the first input less the second, element by element; sizes of 1 are repeated.
 *
 * @param maskRules what becomes of masks
 */
public record Subtract(MaskRules maskRules) implements ElementwiseLayer {

    /** How it is read. */
    public static final Kind<Subtract> KIND = Kind.of(
                    Group.MERGING,
                    "Subtract",
                    args -> new Subtract(args.semantics().masks()))
            .inKeras("2, 3")
            .inKeras3(Lifting.taking())
            .doc("The first input less the second");

    @Override
    public List<Shape> outputs(List<Shape> inputs, Problems problems) {
        if (!problems.require(inputs.size() == 2, "is called on %s inputs; takes two", inputs.size())) {
            return List.of(Shape.UNKNOWN);
        }
        return List.of(Elementwise.output(inputs, problems));
    }

    @Override
    public Value join(Ops ops, List<Value> inputs) {
        return inputs.stream().reduce(ops::subtract).orElseThrow();
    }
}
