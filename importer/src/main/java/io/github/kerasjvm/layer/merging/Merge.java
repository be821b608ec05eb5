package io.github.kerasjvm.layer.merging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.kerasjvm.config.MaskRules;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.lift.Change;
import io.github.kerasjvm.layer.lift.Lifted;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * Keras 1 {@code Merge}: joins its inputs in one of several modes, each of which is a layer of its own from Keras 2 on.
 *
 * @param mode the layer that does the same
 */
public record Merge(Layer mode) implements Layer {

    /** How it is read. */
    public static final Kind<Merge> KIND = Kind.of(Group.MERGING, "Merge", Merge::read)
            .inKeras("1")
            .inKeras3(Lifting.taking("axis", "axes", "normalize").first(Merge::lift))
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
        if (args.has("output_mask")) {
            args.report(
                    Code.ARGUMENT_UNSUPPORTED, "output_mask", "is given; a mask of code of its own does not run here");
        }
        // The shape follows from the inputs; the others are of modes of code of their own.
        args.passOver("output_shape", "arguments");
        MaskRules masks = args.semantics().masks();
        int axis = args.integer("concat_axis", -1);
        args.get("dot_axes"); // plays a part in two modes alone
        return new Merge(
                switch (args.word("mode", "sum", "sum", "mul", "ave", "max", "concat", "dot", "cos")) {
                    case "mul" -> new Multiply(masks);
                    case "ave" -> new Average(masks);
                    case "max" -> new Maximum(masks);
                    case "concat" -> new Concatenate(axis, masks);
                    case "dot" -> new Dot(dotAxes(args), false);
                    case "cos" -> new Cosine(dotAxes(args));
                    default -> new Add(masks);
                });
    }

    /** Each mode is a layer of its own. */
    private static void lift(Lifted layer) {
        for (String name :
                List.of("layers", "mode_type", "output_shape", "output_shape_type", "output_mask_type", "arguments")) {
            layer.take(name);
        }
        String mode = layer.take("mode").asText("sum");
        JsonNode concatAxis = layer.take("concat_axis");
        JsonNode dotAxes = layer.take("dot_axes");
        String name =
                switch (mode) {
                    case "mul" -> "Multiply";
                    case "ave" -> "Average";
                    case "max" -> "Maximum";
                    case "concat" -> "Concatenate";
                    case "dot" -> "Dot";
                    default -> "Add";
                };
        layer.becomes(name);
        layer.change(Change.Kind.REPLACED, "Merge, mode " + mode + ", by " + name);
        if (mode.equals("concat")) {
            layer.put("axis", concatAxis.isNull() ? JsonNodeFactory.instance.numberNode(-1) : concatAxis);
        } else if (mode.equals("dot")) {
            layer.put("axes", dotAxes.isNull() ? JsonNodeFactory.instance.numberNode(-1) : dotAxes);
        } else if (mode.equals("cos")) {
            layer.refuse("mode", "is cos, whose bound on the product of both lengths nothing in Keras 3 has");
        }
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

    @Override
    public List<Optional<Value>> masks(Lowering call) {
        return mode.masks(call);
    }
}
