package io.github.kerasjvm.engine.onednn;

import io.github.kerasjvm.op.Binary;
import io.github.kerasjvm.op.BinaryFunction;
import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.Op;
import io.github.kerasjvm.op.Unary;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Follows a pattern through a web, node by node, and remembers the nodes; once it has lost its way it finds nothing more. */
final class Trail {

    private final Web web;
    private final List<Node> nodes = new ArrayList<>();
    private boolean lost;

    Trail(Web web) {
        this.web = web;
    }

    /** The nodes that it has come along. */
    List<Node> nodes() {
        return nodes;
    }

    boolean isLost() {
        return lost;
    }

    /** Goes no further unless something holds. */
    void require(boolean holds) {
        lost |= !holds;
    }

    /** Adds nodes that belong to the pattern. */
    void add(List<Node> more) {
        nodes.addAll(more);
    }

    /** The result of the node that takes a value and does something; any value if there is none. */
    Value then(Value value, Predicate<Node> does) {
        Optional<Node> found = lost
                ? Optional.empty()
                : web.takers(value).stream()
                        .filter(node -> !nodes.contains(node) && does.test(node))
                        .findFirst();
        if (found.isEmpty()) {
            lost = true;
            return value;
        }
        nodes.add(found.get());
        return found.get().outputs().get(0);
    }

    Value then(Value value, Op op) {
        return then(value, node -> node.op().equals(op));
    }

    Value then(Value value, UnaryFunction function) {
        return then(value, new Unary(function));
    }

    /**
     * The result of a function of a value and another for which something holds; in sums and products they may stand in either
     * order.
     */
    Value then(Value value, BinaryFunction function, Predicate<Value> other) {
        boolean ordered = function != BinaryFunction.ADD && function != BinaryFunction.MULTIPLY;
        return then(value, node -> {
            if (!node.op().equals(new Binary(function))) {
                return false;
            }
            Value first = node.inputs().get(0);
            Value second = node.inputs().get(1);
            return first.id() == value.id() && other.test(second)
                    || !ordered && second.id() == value.id() && other.test(first);
        });
    }

    /** The operand of a node that is not the given one. */
    static Value other(Node node, Value value) {
        return node.inputs().get(node.inputs().get(0).id() == value.id() ? 1 : 0);
    }

    /** The node that was added last. */
    Node last() {
        return nodes.get(nodes.size() - 1);
    }

    /** Whether nobody else sees what the nodes compute but for some values. */
    boolean isClosed(List<Value> seen) {
        return nodes.stream()
                .flatMap(node -> node.outputs().stream())
                .filter(value -> seen.stream().noneMatch(s -> s.id() == value.id()))
                .allMatch(value -> web.isInner(value, nodes));
    }
}
