package io.github.kerasjvm.train.optimizer;

import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How named arrays lie behind each other in one long array. Immutable.
 *
 * @param parameters the arrays in order, each beginning where the one before ends
 */
public record Layout(List<Parameter> parameters) {

    /**
     * Keeps its own copy.
     *
     * @param parameters the arrays in order, each beginning where the one before ends
     * @throws IllegalArgumentException if there is a gap or an overlap
     */
    public Layout {
        parameters = List.copyOf(parameters);
        int end = 0;
        for (Parameter parameter : parameters) {
            if (parameter.offset() != end) {
                throw new IllegalArgumentException(
                        parameter.name() + " begins at " + parameter.offset() + ", the one before ends at " + end);
            }
            end = parameter.end();
        }
    }

    /**
     * Lays arrays behind each other.
     *
     * @param shapes the shape of each array under its name, in the order of the map
     * @return the layout
     * @throws ArithmeticException if there are more than 2³¹ - 1 elements
     */
    public static Layout of(Map<String, Shape> shapes) {
        List<Parameter> parameters = new ArrayList<>();
        int end = 0;
        for (Map.Entry<String, Shape> entry : shapes.entrySet()) {
            Parameter parameter = new Parameter(entry.getKey(), entry.getValue(), end);
            parameters.add(parameter);
            end = Math.addExact(end, parameter.length());
        }
        return new Layout(parameters);
    }

    /**
     * How many elements there are in all.
     *
     * @return 0 or more
     */
    public int size() {
        return parameters.isEmpty() ? 0 : parameters.get(parameters.size() - 1).end();
    }

    /**
     * The place of an array in the order.
     *
     * @param name its name
     * @return its number, counted from 0; -1 if there is none of that name
     */
    public int indexOf(String name) {
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }
}
