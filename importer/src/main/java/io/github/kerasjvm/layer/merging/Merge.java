package io.github.kerasjvm.layer.merging;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Keras 1 {@code Merge}: joins its inputs in one of several modes, each of which is a layer of its own from Keras 2 on.
 *
 * @param mode the layer that does the same
 */
public record Merge(Layer mode) implements Layer {

    /** How it is read. */
    public static final Kind<Merge> KIND = Kind.of(Group.MERGING, "Merge", Merge::read)
            .inKeras("1")
            .doc("Joins the inputs: sum, mul, ave, max, concat, dot or cos");

    private static Merge read(Args args) {
        for (String raw : List.of("mode_type", "output_shape_type", "output_mask_type")) {
            args.word(raw, "raw", "raw");
        }
        if (args.has("layers") && !args.get("layers").isEmpty()) {
            args.report(
                    Code.GRAPH_UNSUPPORTED,
                    "layers",
                    "holds models of its own, which only the first layer of a Sequential model may");
        }
        // The shape follows from the inputs; masks do not reach this layer.
        args.get("output_shape");
        args.get("output_mask");
        args.get("arguments");
        int axis = args.integer("concat_axis", -1);
        args.get("dot_axes"); // plays a part in two modes alone
        return new Merge(
                switch (args.word("mode", "sum", "sum", "mul", "ave", "max", "concat", "dot", "cos")) {
                    case "mul" -> new Multiply();
                    case "ave" -> new Average();
                    case "max" -> new Maximum();
                    case "concat" -> new Concatenate(axis);
                    case "dot" -> new Dot(dotAxes(args), false);
                    case "cos" -> new Cosine(dotAxes(args));
                    default -> new Add();
                });
    }

    private static List<Integer> dotAxes(Args args) {
        List<Integer> axes = args.integers("dot_axes");
        int first = axes.isEmpty() ? -1 : axes.get(0);
        return axes.size() == 2 ? axes : List.of(first, first);
    }

    @Override
    public List<Shape> outputs(List<Shape> inputs, Problems problems) {
        return mode.outputs(inputs, problems);
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        return List.of();
    }

    @Override
    public List<Value> lower(Lowering call) {
        return mode.lower(call);
    }
}
