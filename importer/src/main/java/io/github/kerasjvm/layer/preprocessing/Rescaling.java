package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * Keras {@code Rescaling}: {@code x * scale + offset}.
 *
 * @param scale the factor: one, or one for each position of the last axis
 * @param offset what is added: one, or one for each position of the last axis
 * @param keepsMask whether the result has the mask of the input, as in Keras 3
 */
public record Rescaling(List<Double> scale, List<Double> offset, boolean keepsMask) implements UnaryLayer {

    /** How it is read. */
    public static final Kind<Rescaling> KIND = Kind.of(Group.PREPROCESSING, "Rescaling", Rescaling::read)
            .inKeras("2, 3")
            .inKeras3(Lifting.taking("scale", "offset"))
            .doc("A factor and a summand");

    private static Rescaling read(Args args) {
        return new Rescaling(
                args.numbers("scale", 1),
                args.numbers("offset", 0),
                args.semantics().masks().keptByPreprocessing());
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        boolean fits = fits(scale, in) && fits(offset, in);
        return problems.require(
                        fits, "has %s factors and %s summands for the input %s", scale.size(), offset.size(), in)
                ? in
                : Shape.UNKNOWN;
    }

    private static boolean fits(List<Double> numbers, Shape in) {
        return numbers.size() == 1 || in.rank() > 0 && in.last() == numbers.size();
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        return ops.add(ops.multiply(x, constant(ops, scale)), constant(ops, offset));
    }

    private static Value constant(Ops ops, List<Double> numbers) {
        if (numbers.size() == 1) {
            return ops.constant(numbers.get(0));
        }
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.get(i).floatValue();
        }
        return ops.constant(Tensor.owning(Shape.of(values.length), values));
    }

    @Override
    public List<Optional<Value>> masks(Lowering call) {
        return keepsMask ? List.of(call.mask(0)) : List.of();
    }
}
