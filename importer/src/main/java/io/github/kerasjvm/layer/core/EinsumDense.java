package io.github.kerasjvm.layer.core;

import io.github.kerasjvm.config.BiasRule;
import io.github.kerasjvm.layer.Activation;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Biases;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Einsum;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Keras {@code EinsumDense}: {@code y = activation(einsum(equation, x, kernel) + bias)}.
 *
 * <p>The equation has the form {@code "ab,bc->ac"}, with an ellipsis at the beginning or at the end of input and result.
 * Stores {@code kernel} with a size for each of its letters and, where {@code biasAxes} are given, {@code bias} from the
 * first of them on, with size 1 for axes that are none of them (einsum_dense.py, {@code _analyze_split_string}).
 *
 * @param einsum the equation
 * @param sizes the sizes of the result, without the batch and the axes of an ellipsis; {@link Shape#ANY} for one that the
 *     input says
 * @param biasAxes the letters of the axes with a bias; empty for none
 * @param biases along which axis the bias is added
 * @param activation applied last; linear when the file gives none
 */
public record EinsumDense(Einsum einsum, List<Integer> sizes, String biasAxes, BiasRule biases, Activation activation)
        implements UnaryLayer {

    /** How it is read. */
    public static final Kind<EinsumDense> KIND = Kind.of(Group.CORE, "EinsumDense", EinsumDense::read)
            .inKeras("2, 3")
            .inKeras3(Lifting.taking("equation", "output_shape", "activation", "bias_axes", "kernel_*", "bias_*"))
            .doc("Fully connected along the axes that an equation says");

    /** {@code output_shape} may be one number or a list, in which null stands for a size that the input says. */
    private static EinsumDense read(Args args) {
        List<Integer> sizes = new ArrayList<>();
        var given = args.get("output_shape");
        if (given.isInt()) {
            sizes.add(given.intValue());
        }
        given.forEach(size -> sizes.add(size.isNull() ? Shape.ANY : size.asInt(0)));
        if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size < 1 && size != Shape.ANY)) {
            args.report(Code.ARGUMENT_VALUE, "output_shape", "is %s, expected sizes of 1 or more", given);
        }
        String biasAxes = args.has("bias_axes") ? args.get("bias_axes").asText() : "";
        return new EinsumDense(
                equation(args, biasAxes), sizes, biasAxes, args.semantics().biases(), args.activation("activation"));
    }

    private static Einsum equation(Args args, String biasAxes) {
        Einsum none = Einsum.parse("ab,bc->ac");
        try {
            Einsum read = Einsum.parse(args.get("equation").asText());
            if (biasAxes.chars().anyMatch(axis -> read.result().indexOf(axis) < 0)) {
                args.report(
                        Code.ARGUMENT_VALUE,
                        "bias_axes",
                        "is %s, expected letters of the result of %s",
                        biasAxes,
                        read);
            }
            boolean isDense = read.second().indexOf('.') < 0
                    && read.first().indexOf('.') == read.result().indexOf('.')
                    && (read.first().startsWith(".") || keepsBatch(read));
            if (isDense) {
                return read;
            }
            args.report(
                    Code.ARGUMENT_UNSUPPORTED,
                    "equation",
                    "is %s, expected input and result that begin with the batch, and an ellipsis in both at the beginning"
                            + " or at the end",
                    read);
        } catch (IllegalArgumentException e) {
            args.report(Code.ARGUMENT_VALUE, "equation", "is %s: %s", args.get("equation"), e.getMessage());
        }
        return none;
    }

    private static boolean keepsBatch(Einsum read) {
        boolean sameFirst =
                !read.first().isEmpty() && read.result().startsWith(read.first().substring(0, 1));
        boolean atEnd = read.first().indexOf('.') < 0
                || read.first().endsWith(".") && read.result().endsWith(".");
        return sameFirst && atEnd && read.second().indexOf(read.first().charAt(0)) < 0;
    }

    /** The letters of an array, without an ellipsis. */
    private static String letters(String labels) {
        return labels.replace(".", "");
    }

    /** How many axes of the input the ellipsis stands for. */
    private int elided(Shape in) {
        return in.rank() - letters(einsum.first()).length();
    }

    private boolean batchIsElided(Shape in) {
        return einsum.first().startsWith(".") && elided(in) > 0;
    }

    /** The size of a letter of the kernel or the result: that of the result first, then that of the input. */
    private Optional<Integer> size(char letter, Shape in) {
        boolean left = einsum.first().startsWith(".");
        int inOutput = letters(einsum.result()).indexOf(letter);
        int inInput = letters(einsum.first()).indexOf(letter);
        List<Integer> result = new ArrayList<>(sizes);
        if (!batchIsElided(in)) {
            result.add(0, in.size(0));
        }
        if (inOutput >= 0 && inOutput < result.size() && result.get(inOutput) != Shape.ANY) {
            return Optional.of(result.get(inOutput));
        }
        return inInput < 0 ? Optional.empty() : Optional.of(in.size(left ? inInput + elided(in) : inInput));
    }

    private Shape kernel(Shape in) {
        return Shape.of(letters(einsum.second())
                .chars()
                .mapToObj(letter -> size((char) letter, in).orElse(Shape.ANY))
                .toList());
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        boolean hasEllipsis = einsum.first().contains(".");
        int expected = letters(einsum.result()).length() - (batchIsElided(in) ? 0 : 1);
        if (!problems.require(
                        hasEllipsis ? elided(in) >= 0 : elided(in) == 0, "does not fit the equation %s: %s", einsum, in)
                || !problems.require(
                        // Keras reads on from the first and passes over what is left.
                        sizes.size() >= expected, "has the output_shape %s, expected %s sizes", sizes, expected)
                || !problems.require(kernel(in).isKnown(), "needs known sizes for its kernel, got %s", in)) {
            return Shape.UNKNOWN;
        }
        try {
            return activation.output(einsum.output(in, kernel(in)));
        } catch (IllegalArgumentException e) {
            problems.require(false, "does not fit %s: %s", in, e.getMessage());
            return Shape.UNKNOWN;
        }
    }

    @Override
    public List<WeightSpec> weights(Shape in) {
        WeightSpec kernel = WeightSpec.of("kernel", kernel(in));
        return biasAxes.isEmpty() ? List.of(kernel) : List.of(kernel, WeightSpec.of("bias", bias(in)));
    }

    private Shape bias(Shape in) {
        String result = letters(einsum.result());
        int first = biasAxes.chars().map(result::indexOf).min().orElse(0);
        List<Integer> shape = new ArrayList<>();
        result.substring(first)
                .chars()
                .forEach(letter -> shape.add(
                        biasAxes.indexOf(letter) < 0
                                ? 1
                                : size((char) letter, in).orElse(Shape.ANY)));
        if (!einsum.first().startsWith(".")) {
            IntStream.range(0, elided(in)).forEach(i -> shape.add(1));
        }
        return Shape.of(shape);
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        Value y = einsum.lower(ops, x, w.get("kernel"));
        return activation.apply(ops, biasAxes.isEmpty() ? y : Biases.add(ops, y, w.get("bias"), biases));
    }
}
