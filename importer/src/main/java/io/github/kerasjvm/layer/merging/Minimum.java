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
 * Keras {@code Minimum}: the smallest of its inputs, element by element; sizes of 1 are repeated.
 *
 * @param maskRules what becomes of masks
 */
public record Minimum(MaskRules maskRules) implements ElementwiseLayer {

    /** How it is read. */
    public static final Kind<Minimum> KIND = Kind.of(
                    Group.MERGING,
                    "Minimum",
                    args -> new Minimum(args.semantics().masks()))
            .inKeras("2, 3")
            .inKeras3(Lifting.taking())
            .doc("The smallest of the inputs");

    @Override
    public Value join(Ops ops, List<Value> inputs) {
        return inputs.stream().reduce(ops::minimum).orElseThrow();
    }

    @Override
    public List<Value> lower(Lowering call) {
        return maskRules.mergesPassOver()
                ? List.of(Elementwise.passingOver(call, call.ops()::minimum))
                : ElementwiseLayer.super.lower(call);
    }
}
