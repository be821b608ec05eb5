package io.github.kerasjvm.engine.onednn;

import io.github.kerasjvm.op.Broadcast;
import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.Op;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Pad;
import io.github.kerasjvm.op.Reshape;
import io.github.kerasjvm.op.Slice;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The nodes of a graph of known shapes by what makes and takes each value. A reshaped array is the same array: there are no
 * reshapes here, and nothing else that only copies, and a value's number tells the array, its shape how it is seen.
 */
final class Web {

    private static final Work NOTHING = new Work(List.of(), List.of(), List.of(), emitter -> true);

    private final Map<Integer, Integer> roots = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Integer, Node> makers = new HashMap<>();
    private final Map<Integer, List<Node>> takers = new HashMap<>();
    private final Set<Integer> outputs = new HashSet<>();
    private final Map<Integer, Tensor> constants = new HashMap<>();
    /** The work that computes a value. */
    private final Map<Integer, Work> works = new HashMap<>();

    private final int large;
    private int next;

    Web(OpGraph graph, int large) {
        this.large = large;
        next = graph.values();
        for (Node node : graph.nodes()) {
            List<Value> inputs = node.inputs().stream().map(this::rooted).toList();
            if (isSame(node)) {
                roots.put(node.outputs().get(0).id(), inputs.get(0).id());
            } else {
                add(new Node(node.op(), inputs, node.outputs()));
            }
        }
        graph.outputs().forEach(output -> outputs.add(rooted(output.value()).id()));
        graph.constants().forEach(c -> constants.put(c.value().id(), c.data()));
    }

    /** Whether a node gives the very elements that it is given, in their order. */
    private static boolean isSame(Node node) {
        long count = node.outputs().get(0).shape().elements();
        boolean copies = node.op() instanceof Reshape
                || node.op() instanceof Broadcast
                || node.op() instanceof Pad
                || node.op() instanceof Slice slice && slice.step() == 1;
        return copies && node.inputs().get(0).shape().elements() == count;
    }

    private void add(Node node) {
        nodes.add(node);
        node.outputs().forEach(value -> makers.put(value.id(), node));
        new HashSet<>(node.inputs())
                .stream().map(Value::id).distinct().forEach(id -> takers.computeIfAbsent(id, key -> new ArrayList<>())
                        .add(node));
    }

    /** How many elements make an array worth a call of oneDNN, and the copies around it, instead of a loop. */
    int large() {
        return large;
    }

    /** The array of a value of the graph, in the value's shape. */
    Value rooted(Value value) {
        return new Value(roots.getOrDefault(value.id(), value.id()), value.shape());
    }

    /** All nodes, in an order that runs. */
    List<Node> nodes() {
        return nodes;
    }

    /** The node that makes a value; empty for what the graph is given. */
    Optional<Node> maker(Value value) {
        return Optional.ofNullable(makers.get(value.id()));
    }

    /** The nodes of a kind that take a value and that nobody has claimed. */
    List<Node> takers(Value value, Op op) {
        return takers(value).stream().filter(node -> node.op().equals(op)).toList();
    }

    /** The nodes that take a value and that nobody has claimed. */
    List<Node> takers(Value value) {
        return takers.getOrDefault(value.id(), List.of()).stream()
                .filter(node -> !isClaimed(node))
                .toList();
    }

    /** Whether a node belongs to some work already. */
    boolean isClaimed(Node node) {
        return works.containsKey(node.outputs().get(0).id());
    }

    /** The work that gives a value, if it is claimed. */
    Optional<Work> work(Value value) {
        return Optional.ofNullable(works.get(value.id()));
    }

    /** The number that a value holds, if it is a constant of one element. */
    OptionalDouble number(Value value) {
        Tensor data = constants.get(value.id());
        return data != null && data.elements() == 1 ? OptionalDouble.of(data.get(0)) : OptionalDouble.empty();
    }

    boolean is(Value value, double number) {
        return number(value).orElse(Double.NaN) == number;
    }

    /** Whether nobody but some nodes sees a value. */
    boolean isInner(Value value, List<Node> within) {
        if (outputs.contains(value.id())) {
            return false;
        }
        Set<Integer> inside = new HashSet<>();
        within.forEach(node -> node.outputs().forEach(v -> inside.add(v.id())));
        boolean nodesInside = takers(value).stream()
                .allMatch(node -> inside.contains(node.outputs().get(0).id()));
        return nodesInside
                && works.values().stream()
                        .filter(work -> work.inputs().stream().anyMatch(v -> v.id() == value.id()))
                        .allMatch(work -> work.parts().stream()
                                .allMatch(node ->
                                        inside.contains(node.outputs().get(0).id())));
    }

    /** A new value for what is computed in another order than in the graph. */
    Value fresh(Shape shape) {
        return new Value(next++, shape);
    }

    /** Takes nodes for some work; what other work had of them is taken over. */
    void claim(Work work) {
        work.parts().forEach(node -> node.outputs().forEach(value -> works.put(value.id(), work)));
    }

    /** A node that is no longer computed: its place is that of other work. */
    void absorb(Node node, Work work) {
        node.outputs().forEach(value -> works.put(value.id(), work));
    }

    /** Gives nodes up that other work makes unnecessary; what it gave has to be claimed anew. */
    void drop(Work work) {
        work.parts().forEach(node -> node.outputs().forEach(value -> works.put(value.id(), NOTHING)));
    }

    /** The work that takes a value, if there is just one. */
    Optional<Work> takingWork(Value value) {
        List<Work> found = works.values().stream()
                .filter(work -> work.inputs().stream().anyMatch(input -> input.id() == value.id()))
                .distinct()
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** All work, in an order that runs; nodes that nobody claimed are work of their own. */
    List<Work> finish() {
        for (Node node : nodes) {
            if (!isClaimed(node)) {
                claim(new Work(node.inputs(), node.outputs(), List.of(node), Translations.of(node, this)));
            }
        }
        List<Work> order = new ArrayList<>();
        Map<Work, Boolean> done = new IdentityHashMap<>();
        nodes.forEach(node -> visit(works.get(node.outputs().get(0).id()), done, order));
        return order;
    }

    /** Goes depth first: what is open waits for what it takes. */
    private void visit(Work work, Map<Work, Boolean> done, List<Work> order) {
        Boolean state = done.putIfAbsent(work, false);
        if (state != null) {
            if (!state) {
                throw new UnfusableException("work waits for itself: " + work.parts());
            }
            return;
        }
        for (Value input : work.inputs()) {
            Work maker = works.get(input.id());
            if (maker != null) {
                visit(maker, done, order);
            }
        }
        done.put(work, true);
        if (work != NOTHING) {
            order.add(work);
        }
    }
}
