package io.github.kerasjvm.layer.core;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.KeepsMask;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Keras {@code InputLayer}: where data enters a model. Gives what the model is given.
 *
 * @param shape the declared shape with the batch first; {@link Shape#UNKNOWN} if the file gives none
 * @param type the declared element type, {@code float32}
 */
public record InputLayer(Shape shape, String type) implements KeepsMask {

    /** How it is read. */
    public static final Kind<InputLayer> KIND = Kind.of(Group.CORE, "InputLayer", InputLayer::read)
            .renamed("batch_input_shape", "batch_shape") // Keras 1 and 2
            .renamed("input_dtype", "dtype") // Keras 1
            .doc("Where data enters the model");

    private static InputLayer read(Args args) {
        JsonNode sizes = args.get("batch_shape");
        String type = args.get("dtype").asText("float32");
        args.flag("optional", false);
        if (args.flag("sparse", false) || args.flag("ragged", false)) {
            args.report(Code.ARGUMENT_UNSUPPORTED, "sparse", "sparse and ragged inputs do not run here");
        }
        return new InputLayer(shape(args, sizes), type);
    }

    private static Shape shape(Args args, JsonNode sizes) {
        if (sizes.isNull()) {
            return Shape.UNKNOWN;
        }
        int[] read = new int[sizes.size()];
        for (int i = 0; i < read.length; i++) {
            JsonNode size = sizes.get(i);
            if (!size.isNull() && (!size.canConvertToInt() || size.intValue() < 0)) {
                args.report(Code.ARGUMENT_TYPE, "batch_shape", "is %s, expected a list of sizes", sizes);
                return Shape.UNKNOWN;
            }
            read[i] = size.isNull() ? Shape.ANY : size.intValue();
        }
        return Shape.of(read);
    }

    @Override
    public List<Shape> outputs(List<Shape> inputs, Problems problems) {
        return inputs;
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        return List.of();
    }

    @Override
    public List<Value> lower(Lowering call) {
        return call.inputs();
    }
}
