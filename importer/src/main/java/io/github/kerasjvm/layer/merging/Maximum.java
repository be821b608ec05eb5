package io.github.kerasjvm.layer.merging;

import io.github.kerasjvm.config.MaskRules;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import java.util.List;

/**
 * Keras {@code Maximum}: the largest of its inputs, element by element; sizes of 1 are repeated.
 *
 * @param maskRules what becomes of masks
 */
public record Maximum(MaskRules maskRules) implements ElementwiseLayer {

    /** How it is read. */
    public static final Kind<Maximum> KIND = Kind.of(
                    Group.MERGING,
                    "Maximum",
                    args -> new Maximum(args.semantics().masks()))
            .inKeras("2, 3")
            .inKeras3(Lifting.taking())
            .doc("The largest of the inputs");

    @Override
    public Value join(Ops ops, List<Value> inputs) {
        return inputs.stream().reduce(ops::maximum).orElseThrow();
    }

    @Override
    public List<Value> lower(Lowering call) {
        return maskRules.mergesPassOver()
                ? List.of(Elementwise.passingOver(call, call.ops()::maximum))
                : ElementwiseLayer.super.lower(call);
    }
}
