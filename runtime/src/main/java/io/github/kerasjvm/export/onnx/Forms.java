package io.github.kerasjvm.export.onnx;

import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Under which names, and in which {@link Order}s of its axes, each value of a graph is in the file. */
final class Forms {

    /** The names of each value by the order of its axes. */
    private final Map<Integer, Map<Order, String>> names = new HashMap<>();
    /** The order in which each value was made. */
    private final Map<Integer, Order> orders = new HashMap<>();
    /** The values that are there as true and false. */
    private final Map<Integer, String> truths = new HashMap<>();
    /** The values whose rows were made flat in another order than the logical one. */
    private final Map<Integer, Flattened> flattened = new HashMap<>();

    /**
     * How the rows of a value came to be flat.
     *
     * @param from the shape before
     * @param order the order in which it stood
     */
    record Flattened(Shape from, Order order) {}

    /** The order in which a value was made; the cheapest to take it in. */
    Order order(Value value) {
        return orders.getOrDefault(value.id(), Order.natural(value.shape().rank()));
    }

    /** The name of a value in an order, null if it is not there in it. */
    String name(Value value, Order order) {
        return names.getOrDefault(value.id(), Map.of()).get(order);
    }

    /** Notes that a value was made in an order. */
    void make(Value value, Order order, String name) {
        orders.put(value.id(), order);
        bring(value, order, name);
    }

    /** Notes that a value is there in a further order. */
    void bring(Value value, Order order, String name) {
        names.computeIfAbsent(value.id(), key -> new HashMap<>()).put(order, name);
    }

    /** The name of a value as true and false, null if it is not there so. */
    String truth(Value value) {
        return truths.get(value.id());
    }

    /** Notes that a value was made as true and false. */
    void makeTruth(Value value, Order order, String name) {
        truths.put(value.id(), name);
        orders.put(value.id(), order);
    }

    /** How the rows of a value were made flat, null if they are in their logical order. */
    Flattened flattened(Value value) {
        return flattened.get(value.id());
    }

    /** Notes that the rows of a value were made flat as they stood. */
    void flatten(Value value, Flattened how) {
        flattened.put(value.id(), how);
    }

    /**
     * The order in which values are best taken together: the one that the fewest elements must be moved for. Of equal
     * ones it is that of a value that has been moved already, since the next convolution likely wants it too.
     *
     * @param values computed values of the rank
     * @param rank how many axes they have
     */
    Order common(List<Value> values, int rank) {
        Order best = Order.natural(rank);
        long least = cost(values, best);
        for (Value value : values) {
            Order order = order(value);
            long cost = cost(values, order);
            if (cost < least || cost == least && best.isNatural()) {
                best = order;
                least = cost;
            }
        }
        return best;
    }

    private long cost(List<Value> values, Order order) {
        long cost = 0;
        for (Value value : values) {
            boolean isThere = order(value).liesAs(order, value.shape()) || name(value, order) != null;
            cost += isThere ? 0 : known(value.shape()).elements();
        }
        return cost;
    }

    private static Shape known(Shape shape) {
        return Shape.of(shape.toList().stream().map(size -> Math.max(size, 1)).toList());
    }
}
