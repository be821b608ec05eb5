package io.github.kerasjvm.op;

import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A finished computation: inputs, trained and fixed arrays, nodes in an order in which they can run, outputs.
 * Immutable; safe to share.
 *
 * @param inputs what it takes, in order
 * @param parameters the trained arrays
 * @param constants the fixed arrays
 * @param nodes the operations; each comes after those that it takes values from
 * @param outputs what it gives, in order
 * @param labels further values with a name, such as every layer's output
 * @param values how many values there are; their numbers are below
 */
public record OpGraph(
        List<Input> inputs,
        List<Parameter> parameters,
        List<Constant> constants,
        List<Node> nodes,
        List<Output> outputs,
        List<Output> labels,
        int values) {

    /** Keeps its own copies. */
    public OpGraph {
        inputs = List.copyOf(inputs);
        parameters = List.copyOf(parameters);
        constants = List.copyOf(constants);
        nodes = List.copyOf(nodes);
        outputs = List.copyOf(outputs);
        labels = List.copyOf(labels);
    }

    /**
     * Something the graph takes.
     *
     * @param name its name
     * @param value its value
     */
    public record Input(String name, Value value) {}

    /**
     * A trained array.
     *
     * @param name its name, {@code conv2d_1/kernel}
     * @param value its value
     * @param data its elements
     * @param trainable whether training changes it
     */
    public record Parameter(String name, Value value, Tensor data, boolean trainable) {}

    /**
     * A fixed array.
     *
     * @param value its value
     * @param data its elements
     */
    public record Constant(Value value, Tensor data) {}

    /**
     * Something the graph gives.
     *
     * @param name its name
     * @param value its value
     */
    public record Output(String name, Value value) {}

    /**
     * What replaces a node when a graph is rewritten.
     */
    @FunctionalInterface
    public interface Rewrite {
        /**
         * Appends what stands for a node from now on.
         *
         * @param ops where to append
         * @param node the node of the old graph
         * @param inputs its inputs in the new graph
         * @return one value of the new graph for each output of the node
         */
        List<Value> apply(Ops ops, Node node, List<Value> inputs);
    }

    /**
     * What is appended to a finished graph.
     */
    @FunctionalInterface
    public interface Extension {
        /**
         * Appends operations.
         *
         * @param ops where to append; holds the whole old graph
         * @param renewed gives the value of the new graph for one of the old
         * @return what the new graph gives
         */
        List<Output> append(Ops ops, UnaryOperator<Value> renewed);
    }

    /**
     * The same computation with more behind it, such as a loss.
     *
     * @param extension what is appended
     * @return the new graph; its inputs are the old ones and those that the extension declares
     */
    public OpGraph extend(Extension extension) {
        Ops ops = new Ops();
        List<Shape> shapes = inputs.stream().map(input -> input.value().shape()).toList();
        Map<Integer, Value> renewed = copy(ops, shapes, (o, node, arguments) -> o.applyAll(node.op(), arguments));
        return ops.build(extension.append(ops, value -> renewed.get(value.id())));
    }

    /**
     * The same computation, built anew node by node, for the base of graph passes.
     *
     * @param rewrite what replaces each node
     * @return the new graph
     */
    public OpGraph rewrite(Rewrite rewrite) {
        return rewrite(inputs.stream().map(input -> input.value().shape()).toList(), rewrite);
    }

    /**
     * The same computation for other sizes of its inputs, such as a known batch.
     *
     * @param shapes the shapes of the inputs, in order
     * @return the new graph
     * @throws IllegalArgumentException if an operation cannot take them
     */
    public OpGraph withInputShapes(List<Shape> shapes) {
        return rewrite(shapes, (ops, node, arguments) -> ops.applyAll(node.op(), arguments));
    }

    /**
     * The same computation with composites replaced by their decompositions, again and again until none is left that
     * is not kept.
     *
     * @param keep the composites to leave as they are
     * @return the new graph
     */
    public OpGraph expand(Predicate<Composite> keep) {
        OpGraph graph = this;
        while (graph.nodes.stream().anyMatch(node -> expands(node.op(), keep))) {
            graph = graph.rewrite((ops, node, arguments) -> expanded(ops, node.op(), arguments, keep));
        }
        return graph;
    }

    private static boolean expands(Op op, Predicate<Composite> keep) {
        return op instanceof Composite composite && !keep.test(composite)
                || op instanceof Scan scan && scan.body().nodes.stream().anyMatch(node -> expands(node.op(), keep));
    }

    private static List<Value> expanded(Ops ops, Op op, List<Value> arguments, Predicate<Composite> keep) {
        if (!expands(op, keep)) {
            return ops.applyAll(op, arguments);
        }
        return op instanceof Composite composite
                ? composite.decompose(ops, arguments)
                : ops.applyAll(((Scan) op).withBody(((Scan) op).body().expand(keep)), arguments);
    }

    /**
     * Appends this graph to another, whose values take the place of the inputs.
     *
     * @param ops where to append
     * @param arguments a value for each input, in order
     * @return a value for each output, in order
     */
    List<Value> inline(Ops ops, List<Value> arguments) {
        Map<Integer, Value> renewed = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            renewed.put(inputs.get(i).value().id(), arguments.get(i));
        }
        copyArrays(ops, renewed);
        copyNodes(ops, renewed, (o, node, taken) -> o.applyAll(node.op(), taken));
        return outputs.stream().map(output -> renewed.get(output.value().id())).toList();
    }

    private OpGraph rewrite(List<Shape> shapes, Rewrite rewrite) {
        Ops ops = new Ops();
        Map<Integer, Value> renewed = copy(ops, shapes, rewrite);
        return ops.build(outputs.stream()
                .map(output ->
                        new Output(output.name(), renewed.get(output.value().id())))
                .toList());
    }

    /** Builds everything but the outputs in a new graph; gives the new values by the old numbers. */
    private Map<Integer, Value> copy(Ops ops, List<Shape> shapes, Rewrite rewrite) {
        Map<Integer, Value> renewed = copySources(ops, shapes);
        copyNodes(ops, renewed, rewrite);
        labels.forEach(
                label -> ops.label(label.name(), renewed.get(label.value().id())));
        return renewed;
    }

    private void copyNodes(Ops ops, Map<Integer, Value> renewed, Rewrite rewrite) {
        for (Node node : nodes) {
            List<Value> arguments =
                    node.inputs().stream().map(value -> renewed.get(value.id())).toList();
            List<Value> results = rewrite.apply(ops, node, arguments);
            for (int i = 0; i < results.size(); i++) {
                renewed.put(node.outputs().get(i).id(), results.get(i));
            }
        }
    }

    /** Declares this graph's sources in a new graph; gives the new values by the old numbers. */
    Map<Integer, Value> copySources(Ops ops, List<Shape> shapes) {
        Map<Integer, Value> renewed = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            renewed.put(inputs.get(i).value().id(), ops.input(inputs.get(i).name(), shapes.get(i)));
        }
        copyArrays(ops, renewed);
        return renewed;
    }

    private void copyArrays(Ops ops, Map<Integer, Value> renewed) {
        parameters.forEach(p -> renewed.put(p.value().id(), ops.parameter(p.name(), p.data(), p.trainable())));
        constants.forEach(c -> renewed.put(c.value().id(), ops.constant(c.data())));
    }

    /**
     * The same computation with the trained arrays among the inputs, behind the others, under their names: for steps that
     * change them.
     *
     * @return the graph
     */
    public OpGraph withParametersAsInputs() {
        List<Input> all = new ArrayList<>(inputs);
        parameters.forEach(parameter -> all.add(new Input(parameter.name(), parameter.value())));
        return new OpGraph(all, List.of(), constants, nodes, outputs, labels, values);
    }

    /**
     * The part of the computation that other outputs need.
     *
     * @param wanted what the new graph gives
     * @return the graph without the nodes and arrays that nobody needs; inputs stay
     */
    public OpGraph withOutputs(List<Output> wanted) {
        Set<Integer> needed = new HashSet<>();
        wanted.forEach(output -> needed.add(output.value().id()));
        List<Node> kept = new ArrayList<>();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            if (node.outputs().stream().anyMatch(value -> needed.contains(value.id()))) {
                node.inputs().forEach(value -> needed.add(value.id()));
                kept.add(0, node);
            }
        }
        return new OpGraph(
                inputs,
                parameters.stream().filter(p -> needed.contains(p.value().id())).toList(),
                constants.stream().filter(c -> needed.contains(c.value().id())).toList(),
                kept,
                wanted,
                labels.stream().filter(l -> needed.contains(l.value().id())).toList(),
                values);
    }
}
