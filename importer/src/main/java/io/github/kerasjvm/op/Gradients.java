package io.github.kerasjvm.op;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Extends a graph by the derivatives of its first output, in reverse mode. */
public final class Gradients {

    private final Ops ops;
    private final Map<Integer, Value> gradients = new HashMap<>();

    private Gradients(Ops ops) {
        this.ops = ops;
    }

    /**
     * The graph of a loss and of its gradients.
     *
     * @param graph a graph with known shapes whose first output is the loss, one number of rank 0
     * @param wanted the names of the inputs and parameters to differentiate for
     * @return a graph that gives the outputs of {@code graph}, then the gradients in the order of {@code wanted}, named
     *     {@code gradient/<name>}
     * @throws IllegalArgumentException if the loss is not one number, a name is not known, or an operation on the way
     *     has no derivative
     */
    public static OpGraph of(OpGraph graph, List<String> wanted) {
        OpGraph forward = graph.expand(Composite::hasGradient);
        Value loss = forward.outputs().get(0).value();
        Shapes.require(loss.shape().rank() == 0, "the loss has the shape %s", loss.shape());
        Ops ops = new Ops();
        Map<Integer, Value> renewed = forward.copySources(
                ops, forward.inputs().stream().map(i -> i.value().shape()).toList());
        List<Node> nodes = new ArrayList<>();
        for (Node node : forward.nodes()) {
            List<Value> arguments =
                    node.inputs().stream().map(v -> renewed.get(v.id())).toList();
            List<Value> results = ops.applyAll(node.op(), arguments);
            for (int i = 0; i < results.size(); i++) {
                renewed.put(node.outputs().get(i).id(), results.get(i));
            }
            nodes.add(new Node(node.op(), arguments, results));
        }
        Map<String, Value> sources = sources(forward, renewed);
        wanted.forEach(name -> Shapes.require(sources.containsKey(name), "no input or parameter %s", name));
        Gradients gradients = new Gradients(ops);
        gradients.run(
                nodes, renewed.get(loss.id()), wanted.stream().map(sources::get).toList());
        List<OpGraph.Output> outputs = new ArrayList<>();
        forward.outputs()
                .forEach(o -> outputs.add(
                        new OpGraph.Output(o.name(), renewed.get(o.value().id()))));
        wanted.forEach(
                name -> outputs.add(new OpGraph.Output("gradient/" + name, gradients.gradientOf(sources.get(name)))));
        // An operation states the gradients of all its inputs; those that nobody asked for end here.
        return ops.build(outputs).withOutputs(outputs);
    }

    private static Map<String, Value> sources(OpGraph graph, Map<Integer, Value> renewed) {
        Map<String, Value> sources = new HashMap<>();
        graph.inputs().forEach(i -> sources.put(i.name(), renewed.get(i.value().id())));
        graph.parameters()
                .forEach(p -> sources.put(p.name(), renewed.get(p.value().id())));
        return sources;
    }

    private void run(List<Node> nodes, Value loss, List<Value> sources) {
        Set<Integer> moving = dependents(nodes, sources);
        gradients.put(loss.id(), ops.constant(1));
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            boolean reached = node.outputs().stream().anyMatch(v -> gradients.containsKey(v.id()));
            if (reached && node.outputs().stream().anyMatch(v -> moving.contains(v.id()))) {
                step(node, moving);
            }
        }
    }

    /** The numbers of the values that change when a source does. */
    private static Set<Integer> dependents(List<Node> nodes, List<Value> sources) {
        Set<Integer> moving = new HashSet<>();
        sources.forEach(value -> moving.add(value.id()));
        for (Node node : nodes) {
            if (node.inputs().stream().anyMatch(v -> moving.contains(v.id()))) {
                node.outputs().forEach(v -> moving.add(v.id()));
            }
        }
        return moving;
    }

    private void step(Node node, Set<Integer> moving) {
        boolean[] needed = new boolean[node.inputs().size()];
        for (int i = 0; i < needed.length; i++) {
            needed[i] = moving.contains(node.inputs().get(i).id());
        }
        List<Value> given = node.outputs().stream().map(this::gradientOf).toList();
        Backward backward = new Backward(ops, node, given, needed);
        node.op().gradient(backward);
        for (int i = 0; i < needed.length; i++) {
            Value part = backward.given().get(i);
            if (needed[i] && part != null) {
                gradients.merge(node.inputs().get(i).id(), part, ops::add);
            }
        }
    }

    /** The gradient of a value: what was summed up for it, or zeros. */
    private Value gradientOf(Value value) {
        Value found = gradients.get(value.id());
        return found != null ? found : ops.broadcast(ops.constant(0), value.shape());
    }
}
