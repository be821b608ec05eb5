package io.github.kerasjvm.op;

import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Adds positions of one constant before and after an array.
 *
 * @param before how many to add before, by axis
 * @param after how many to add after, by axis
 * @param value the number to put there
 */
public record Pad(List<Integer> before, List<Integer> after, float value) implements Primitive {

    /** Keeps its own copies; checks that nothing is taken away. */
    public Pad {
        before = List.copyOf(before);
        after = List.copyOf(after);
        Shapes.require(
                before.stream().allMatch(count -> count >= 0) && after.stream().allMatch(count -> count >= 0),
                "padding of %s before and %s after",
                before,
                after);
    }

    @Override
    public Shape output(List<Shape> inputs) {
        Shape input = inputs.get(0);
        Shapes.require(
                before.size() == input.rank() && after.size() == input.rank(), "padding %s of %s", before, input);
        int[] sizes = input.toArray();
        for (int i = 0; i < sizes.length; i++) {
            int added = before.get(i) + after.get(i);
            Shapes.require(added == 0 || sizes[i] != Shape.ANY, "padding of the unknown axis %s of %s", i, input);
            sizes[i] += added;
        }
        return Shape.of(sizes);
    }

    @Override
    public void gradient(Backward back) {
        Value dx = back.gradient();
        for (int axis = 0; axis < before.size(); axis++) {
            if (before.get(axis) + after.get(axis) > 0) {
                int end = before.get(axis) + back.input(0).shape().size(axis);
                dx = back.ops().slice(dx, axis, before.get(axis), end);
            }
        }
        back.give(0, dx);
    }
}
