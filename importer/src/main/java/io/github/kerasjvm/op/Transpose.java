package io.github.kerasjvm.op;

import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Reorders the axes.
 *
 * @param axes for each axis of the result the axis of the input that stands there
 */
public record Transpose(List<Integer> axes) implements Primitive {

    /** Keeps its own copy. */
    public Transpose {
        axes = List.copyOf(axes);
    }

    @Override
    public Shape output(List<Shape> inputs) {
        Shape input = inputs.get(0);
        Shapes.require(
                axes.stream()
                        .sorted()
                        .toList()
                        .equals(java.util.stream.IntStream.range(0, input.rank())
                                .boxed()
                                .toList()),
                "axes %s do not reorder %s",
                axes,
                input);
        return Shape.of(axes.stream().map(input::size).toList());
    }

    @Override
    public void gradient(Backward back) {
        Integer[] inverse = new Integer[axes.size()];
        for (int i = 0; i < inverse.length; i++) {
            inverse[axes.get(i)] = i;
        }
        back.give(0, back.ops().transpose(back.gradient(), List.of(inverse)));
    }
}
