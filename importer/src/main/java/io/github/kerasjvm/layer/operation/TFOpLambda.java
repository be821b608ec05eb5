package io.github.kerasjvm.layer.operation;

import io.github.kerasjvm.config.Arguments;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.Map;

/**
 * An operation of {@code tf} in a graph of tf.keras 2.4 and later. What it takes stands in its calls.
 *
 * @param operation the operation
 */
public record TFOpLambda(Operation operation) implements Layer {

    /** How it is read. */
    public static final Kind<TFOpLambda> KIND = Kind.of(Group.OPERATION, "TFOpLambda", TFOpLambda::read)
            .alias("SlicingOpLambda")
            .inKeras("2")
            .inKeras3(Lifting.operation(Keras3Operations::of))
            .doc("An operation of tf, such as x * 2 or x[:, 1:]");

    private static TFOpLambda read(Args args) {
        String function = args.get("function").asText("");
        if (!Operation.isKnown(function) && args.has("function")) {
            args.report(Code.LAYER_UNKNOWN, "function", "is tf.%s, which does not run here", function);
        }
        return new TFOpLambda(Operation.of(function, Map.of()));
    }

    @Override
    public Layer called(Arguments arguments, Problems problems) {
        return operation.called(arguments, problems);
    }

    @Override
    public List<Shape> outputs(List<Shape> inputs, Problems problems) {
        return operation.outputs(inputs, problems);
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        return List.of();
    }

    @Override
    public List<Value> lower(Lowering call) {
        return operation.lower(call);
    }
}
