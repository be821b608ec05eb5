package io.github.kerasjvm.export.keras;

import io.github.kerasjvm.op.Binary;
import io.github.kerasjvm.op.BinaryFunction;
import io.github.kerasjvm.op.Concatenate;
import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.Op;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Pool;
import io.github.kerasjvm.op.Recurrent;
import io.github.kerasjvm.op.Reshape;
import io.github.kerasjvm.op.Scan;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Tells whether two graphs are the same computation: the same operations with the same attributes, from the same inputs and
 * arrays of the same bits. Values get numbers, equal ones the same: that of an operation follows from its attributes and the
 * numbers of its inputs. Arrays that are put beside each other count as the array that they make, so that it does not
 * matter whether a file stores the gates of a cell together; so do arrays that are given another shape.
 */
final class SameGraph {

    /** How many layers are told at most. */
    private static final int MOST = 20;

    private final Map<Object, Integer> numbers = new HashMap<>();
    private final Map<Integer, Tensor> arrays = new HashMap<>();

    /** What is 0 or 1. */
    private final Set<Integer> truths = new HashSet<>();

    /** The truths of which some are the opposite. */
    private final Map<Integer, Integer> opposites = new HashMap<>();

    private record Input(int depth, int place, Shape shape) {}

    private record Applied(Object op, List<Integer> inputs, int output) {}

    private record Body(int states, int sequences, boolean reversed, List<Integer> outputs) {}

    private SameGraph() {}

    /**
     * The labels at which two graphs part.
     *
     * @param first a graph
     * @param second another
     * @param label the label of a value of the second for that of the first
     * @return the labels of the first whose values differ although what they are computed from is the same; empty if the
     *     graphs are the same
     */
    static List<String> differences(OpGraph first, OpGraph second, UnaryOperator<String> label) {
        return new SameGraph().compare(whole(first), whole(second), label);
    }

    private static OpGraph whole(OpGraph graph) {
        return graph.expand(op -> !(op instanceof Recurrent));
    }

    private List<String> compare(OpGraph first, OpGraph second, UnaryOperator<String> label) {
        Map<Integer, Integer> ours = number(first, inputs(first, 0), Map.of(), 0);
        Map<String, Value> labelled = new HashMap<>();
        second.labels().forEach(other -> labelled.put(other.name(), other.value()));
        Map<Integer, Integer> agreed = new LinkedHashMap<>();
        List<String> differences = new ArrayList<>();
        Map<Integer, Integer> theirs = number(second, inputs(second, 0), agreed, 0);
        boolean goesOn = true;
        while (goesOn && differences.size() < MOST) {
            goesOn = false;
            for (OpGraph.Output own : first.labels()) {
                Value other = labelled.get(label.apply(own.name()));
                Integer number = ours.get(own.value().id());
                if (other == null || !theirs.get(other.id()).equals(number)) {
                    differences.add(own.name());
                    if (other != null) {
                        agreed.put(other.id(), number);
                        theirs = number(second, inputs(second, 0), agreed, 0);
                        goesOn = true;
                        break;
                    }
                }
            }
        }
        if (differences.isEmpty() && !outputs(first, ours).equals(outputs(second, theirs))) {
            differences.add("the outputs");
        }
        return differences;
    }

    private static List<Integer> outputs(OpGraph graph, Map<Integer, Integer> numbers) {
        return graph.outputs().stream()
                .map(output -> numbers.get(output.value().id()))
                .toList();
    }

    private List<Integer> inputs(OpGraph graph, int depth) {
        List<Integer> inputs = new ArrayList<>();
        for (OpGraph.Input input : graph.inputs()) {
            inputs.add(number(new Input(depth, inputs.size(), input.value().shape())));
        }
        return inputs;
    }

    private int number(Object key) {
        Integer known = numbers.get(key);
        if (known == null) {
            known = numbers.size();
            numbers.put(key, known);
        }
        return known;
    }

    private int number(Tensor array) {
        int number = number((Object) array);
        arrays.put(number, array);
        return number;
    }

    /** The numbers of all values of a graph; some are agreed upon. */
    private Map<Integer, Integer> number(OpGraph graph, List<Integer> inputs, Map<Integer, Integer> agreed, int depth) {
        Map<Integer, Integer> found = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            found.put(graph.inputs().get(i).value().id(), inputs.get(i));
        }
        graph.parameters().forEach(p -> found.put(p.value().id(), number(p.data())));
        graph.constants().forEach(c -> found.put(c.value().id(), number(c.data())));
        found.putAll(agreed);
        for (Node node : graph.nodes()) {
            List<Integer> taken =
                    node.inputs().stream().map(value -> found.get(value.id())).toList();
            for (int i = 0; i < node.outputs().size(); i++) {
                int id = node.outputs().get(i).id();
                int number = applied(node, taken, i, depth);
                found.put(id, agreed.getOrDefault(id, number));
            }
        }
        return found;
    }

    private int applied(Node node, List<Integer> taken, int output, int depth) {
        if (node.op() instanceof Concatenate && isBeside(node, taken)) {
            return number(Tensor.concatenated(taken.stream().map(arrays::get).toList()));
        }
        if (node.op() instanceof Reshape && arrays.containsKey(taken.get(0))) {
            return number(
                    arrays.get(taken.get(0)).reshaped(node.outputs().get(0).shape()));
        }
        int number = number(new Applied(key(node.op(), depth), taken, output));
        return node.op() instanceof Binary binary ? truth(binary.function(), taken, number) : number;
    }

    /** Whether an array is a single number. */
    private boolean is(int number, float value) {
        Tensor array = arrays.get(number);
        return array != null && array.elements() == 1 && array.get(0) == value;
    }

    /** The number of what compares; that a truth is not 0 is the truth itself, as operations on masks ask once more. */
    private int truth(BinaryFunction function, List<Integer> taken, int number) {
        switch (function) {
            case EQUAL -> {
                truths.add(number);
                if (truths.contains(taken.get(0)) && is(taken.get(1), 0)) {
                    opposites.put(number, taken.get(0));
                }
            }
            case GREATER, GREATER_OR_EQUAL -> truths.add(number);
            case SUBTRACT -> {
                if (is(taken.get(0), 1) && opposites.containsKey(taken.get(1))) {
                    return opposites.get(taken.get(1));
                }
                if (is(taken.get(0), 1) && truths.contains(taken.get(1))) {
                    truths.add(number);
                }
            }
            default -> {
                // gives any number
            }
        }
        return number;
    }

    /** Whether arrays are put together along their last axis. */
    private boolean isBeside(Node node, List<Integer> taken) {
        if (!taken.stream().allMatch(arrays::containsKey)) {
            return false;
        }
        Shape shape = node.outputs().get(0).shape();
        int width = taken.stream()
                .mapToInt(number -> arrays.get(number).shape().last())
                .sum();
        return shape.last() == width
                && taken.stream()
                        .allMatch(number ->
                                arrays.get(number).shape().withLast(width).equals(shape));
    }

    /** What an operation is; the step of a scan is compared by what it computes, too. */
    private Object key(Op op, int depth) {
        if (op instanceof Pool pool) {
            // Ties say where gradients go, and nothing of what is computed.
            return new Pool(pool.function(), pool.windows(), pool.layout());
        }
        if (!(op instanceof Scan scan)) {
            return op;
        }
        OpGraph body = scan.body();
        Map<Integer, Integer> inside = number(body, inputs(body, depth + 1), Map.of(), depth + 1);
        return new Body(scan.states(), scan.sequences(), scan.reversed(), outputs(body, inside));
    }
}
