package io.github.kerasjvm.layer.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.config.Argument;
import io.github.kerasjvm.config.Arguments;
import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An operation on tensors that stands in a graph. It has no weights, and drops masks.
 *
 * @param name its name, {@code Multiply} of {@code keras.ops} or {@code math.multiply} of {@code tf}
 * @param settings arguments that belong to the operation and not to its call, as Keras 3 writes most
 * @param arguments the arguments of the call
 */
public record Operation(String name, Map<String, JsonNode> settings, Arguments arguments) implements Layer {

    /** Sizes that stand for unknown ones to find out shapes; two, so that what depends on them shows. */
    private static final int[] STAND_INS = {1009, 1013};

    /** Keeps its own copy. */
    public Operation {
        settings = Map.copyOf(settings);
    }

    /**
     * An operation that is not called yet.
     *
     * @param name its name
     * @param settings its settings
     * @return the operation
     */
    public static Operation of(String name, Map<String, JsonNode> settings) {
        return new Operation(name, settings, new Arguments(List.of(), Map.of()));
    }

    /**
     * Whether there is an operation of a name.
     *
     * @param name the name
     * @return true if it runs here
     */
    public static boolean isKnown(String name) {
        return Functions.has(name);
    }

    @Override
    public Layer called(Arguments given, Problems problems) {
        return new Operation(name, settings, given);
    }

    /** Runs the operation on inputs of the shapes and looks at what comes out. */
    @Override
    public List<Shape> outputs(List<Shape> inputs, Problems problems) {
        try {
            List<Shape> first = probe(inputs, STAND_INS[0]);
            List<Shape> second = probe(inputs, STAND_INS[1]);
            List<Shape> shapes = new ArrayList<>();
            for (int i = 0; i < first.size(); i++) {
                Shape shape = first.get(i);
                for (int axis = 0; axis < shape.rank(); axis++) {
                    boolean same = shape.size(axis) == second.get(i).size(axis);
                    shape = same ? shape : shape.with(axis, Shape.ANY);
                }
                shapes.add(shape);
            }
            return shapes;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            problems.add(Code.GRAPH_UNSUPPORTED, "", "(" + name + ") " + e.getMessage() + ", for " + inputs, "");
            return List.of(Shape.UNKNOWN);
        }
    }

    private List<Shape> probe(List<Shape> inputs, int size) {
        Ops ops = new Ops();
        List<Value> values = new ArrayList<>();
        for (Shape shape : inputs) {
            Shape known = shape;
            for (int axis = 1; axis < shape.rank(); axis++) {
                known = known.size(axis) == Shape.ANY ? known.with(axis, size) : known;
            }
            values.add(ops.input("x" + values.size(), known));
        }
        return apply(ops, values).stream().map(Value::shape).toList();
    }

    private List<Value> apply(Ops ops, List<Value> inputs) {
        Map<String, Argument> named = new LinkedHashMap<>();
        settings.forEach((key, value) -> named.put(key, literal(value)));
        named.putAll(arguments.keywords());
        OperationCall call = new OperationCall(ops, inputs, arguments.positional(), named);
        List<Value> results = Functions.named(name)
                .orElseThrow(() -> new IllegalArgumentException("does not run here"))
                .apply(call);
        call.finish();
        return results;
    }

    private static Argument literal(JsonNode value) {
        if (!value.isArray()) {
            return new Argument.Literal(value);
        }
        List<Argument> items = new ArrayList<>();
        value.forEach(item -> items.add(literal(item)));
        return new Argument.Items(items);
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        return List.of();
    }

    @Override
    public List<Value> lower(Lowering call) {
        return apply(call.ops(), call.inputs());
    }
}
