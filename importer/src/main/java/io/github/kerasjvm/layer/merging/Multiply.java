package io.github.kerasjvm.layer.merging;

import io.github.kerasjvm.config.MaskRules;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keras {@code Multiply}: the product of its inputs, element by element; sizes of 1 are repeated.
 *
 * @param maskRules what becomes of masks
 */
public record Multiply(MaskRules maskRules) implements ElementwiseLayer {

    /** How it is read. */
    public static final Kind<Multiply> KIND = Kind.of(
                    Group.MERGING,
                    "Multiply",
                    args -> new Multiply(args.semantics().masks()))
            .inKeras("2, 3")
            .inKeras3(Lifting.taking())
            .doc("The product of the inputs");

    @Override
    public Value join(Ops ops, List<Value> inputs) {
        return inputs.stream().reduce(ops::multiply).orElseThrow();
    }

    /** Masked elements count as 1; where all are masked the result is 0, if every input has a mask (multiply.py). */
    @Override
    public List<Value> lower(Lowering call) {
        if (!maskRules.mergesPassOver()) {
            return ElementwiseLayer.super.lower(call);
        }
        Ops ops = call.ops();
        List<Value> inputs = Elementwise.aligned(call);
        List<Value> factors = new ArrayList<>();
        List<Value> masks = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Value input = inputs.get(i);
            Optional<Value> mask = Elementwise.mask(call, i);
            factors.add(mask.map(counts -> ops.select(counts, input, ops.constant(1)))
                    .orElse(input));
            mask.ifPresent(masks::add);
        }
        Value product = join(ops, factors);
        boolean allMasked = masks.size() == inputs.size();
        return List.of(
                allMasked
                        ? ops.select(masks.stream().reduce(ops::maximum).orElseThrow(), product, ops.constant(0))
                        : product);
    }
}
