package io.github.kerasjvm.layer.merging;

import io.github.kerasjvm.config.MaskRules;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import java.util.List;

/**
 * Keras {@code Add}: the sum of its inputs, element by element; sizes of 1 are repeated.
 *
 * @param maskRules what becomes of masks
 */
public record Add(MaskRules maskRules) implements ElementwiseLayer {

    /** How it is read. */
    public static final Kind<Add> KIND = Kind.of(
                    Group.MERGING, "Add", args -> new Add(args.semantics().masks()))
            .inKeras("2, 3")
            .inKeras3(Lifting.taking())
            .doc("The sum of the inputs");

    @Override
    public Value join(Ops ops, List<Value> inputs) {
        return inputs.stream().reduce(ops::add).orElseThrow();
    }
}
