package io.github.kerasjvm.layer.merging;

import io.github.kerasjvm.config.MaskRules;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import java.util.List;

/**
 * Keras {@code Average}: the mean of its inputs, element by element; sizes of 1 are repeated.
 *
 * @param maskRules what becomes of masks
 */
public record Average(MaskRules maskRules) implements ElementwiseLayer {

    /** How it is read. */
    public static final Kind<Average> KIND = Kind.of(
                    Group.MERGING,
                    "Average",
                    args -> new Average(args.semantics().masks()))
            .inKeras("2, 3")
            .inKeras3(Lifting.taking())
            .doc("The mean of the inputs");

    @Override
    public Value join(Ops ops, List<Value> inputs) {
        Value sum = inputs.stream().reduce(ops::add).orElseThrow();
        return ops.divide(sum, ops.constant(inputs.size()));
    }
}
