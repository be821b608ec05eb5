package io.github.kerasjvm.train.optimizer;

import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.train.constraint.Constraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A weight with a constraint.
 *
 * @param parameter where the weight lies
 * @param constraint what is done to it
 * @param order the order in which the axes of the constraint are meant, if it is not the weight's own
 */
record Constrained(Parameter parameter, Constraint constraint, Optional<StoredOrder> order) {

    static List<Constrained> of(Map<String, Constraint> constraints, Layout layout, Map<String, StoredOrder> orders) {
        List<Constrained> all = new ArrayList<>();
        for (Parameter parameter : layout.parameters()) {
            Constraint constraint = constraints.get(parameter.name());
            if (constraint != null) {
                Optional<StoredOrder> order = Optional.ofNullable(orders.get(parameter.name()));
                Shape shape = order.map(StoredOrder::shape).orElse(parameter.shape());
                if (!constraint.fits(shape)) {
                    throw new IllegalArgumentException(
                            constraint + " does not fit " + parameter.name() + " with the shape " + shape);
                }
                all.add(new Constrained(parameter, constraint, order));
            }
        }
        return List.copyOf(all);
    }

    void apply(float[] values) {
        if (order.isEmpty()) {
            constraint.apply(values, parameter.offset(), parameter.shape());
            return;
        }
        float[] used = new float[parameter.length()];
        System.arraycopy(values, parameter.offset(), used, 0, used.length);
        float[] stored = order.get().stored(used);
        constraint.apply(stored, 0, order.get().shape());
        System.arraycopy(order.get().used(stored), 0, values, parameter.offset(), used.length);
    }
}
