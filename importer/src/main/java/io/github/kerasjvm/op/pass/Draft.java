package io.github.kerasjvm.op.pass;

import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.Op;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A graph under change. Values keep their numbers, so that what is known of the old graph stays true; a node is kept, is
 * replaced by others that make the same values, or is left out because another value takes the place of its result.
 */
final class Draft {

    private final OpGraph graph;
    private final List<Node> nodes = new ArrayList<>();
    private final List<OpGraph.Parameter> parameters;
    private final List<OpGraph.Constant> constants;
    private final Set<String> names = new HashSet<>();
    private final Map<Integer, Value> renamed = new HashMap<>();
    private int values;
    private boolean changed;

    Draft(OpGraph graph) {
        this.graph = graph;
        this.parameters = new ArrayList<>(graph.parameters());
        this.constants = new ArrayList<>(graph.constants());
        this.values = graph.values();
        parameters.forEach(parameter -> names.add(parameter.name()));
    }

    /** The value that stands for one of the old graph. */
    Value now(Value value) {
        Value found = value;
        while (renamed.containsKey(found.id())) {
            found = renamed.get(found.id());
        }
        return found;
    }

    List<Value> now(List<Value> old) {
        return old.stream().map(this::now).toList();
    }

    /** Keeps a node of the old graph. */
    void keep(Node node) {
        nodes.add(new Node(node.op(), now(node.inputs()), node.outputs()));
    }

    /** Lets a value take the place of another, which must have the same shape. */
    void replace(Value old, Value by) {
        Value other = now(by);
        require(old.shape().equals(other.shape()), old + " by " + other);
        renamed.put(old.id(), other);
        changed = true;
    }

    /** Appends an operation of one result in place of the node that made some values. */
    void make(Op op, List<Value> inputs, List<Value> results) {
        List<Value> arguments = now(inputs);
        List<Shape> shapes = op.outputs(arguments.stream().map(Value::shape).toList());
        require(shapes.equals(results.stream().map(Value::shape).toList()), op + " for " + results);
        nodes.add(new Node(op, arguments, results));
        changed = true;
    }

    /** Appends an operation of one result. */
    Value add(Op op, Value... inputs) {
        List<Value> arguments = now(List.of(inputs));
        Value result =
                next(op.outputs(arguments.stream().map(Value::shape).toList()).get(0));
        nodes.add(new Node(op, arguments, List.of(result)));
        changed = true;
        return result;
    }

    /**
     * Declares an array: as a parameter if it has a name, which gets a number at its end if it is there already, else as a
     * constant, since the steps of loops have no parameters.
     */
    Value array(Optional<String> name, Tensor data) {
        changed = true;
        Value value = next(data.shape());
        name.ifPresentOrElse(
                wanted -> parameters.add(new OpGraph.Parameter(unique(wanted), value, data, false)),
                () -> constants.add(new OpGraph.Constant(value, data)));
        return value;
    }

    private String unique(String name) {
        String own = name;
        for (int i = 1; !names.add(own); i++) {
            own = name + "_" + i;
        }
        return own;
    }

    /** The graph as it is now, without what nobody needs; the old one if nothing was changed. */
    OpGraph finish() {
        if (!changed) {
            return graph;
        }
        List<OpGraph.Output> outputs = renewed(graph.outputs());
        return new OpGraph(graph.inputs(), parameters, constants, nodes, outputs, renewed(graph.labels()), values)
                .withOutputs(outputs);
    }

    private List<OpGraph.Output> renewed(List<OpGraph.Output> named) {
        return named.stream()
                .map(output -> new OpGraph.Output(output.name(), now(output.value())))
                .toList();
    }

    private Value next(Shape shape) {
        return new Value(values++, shape);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("a pass put " + what + " in place of something of another shape");
        }
    }
}
