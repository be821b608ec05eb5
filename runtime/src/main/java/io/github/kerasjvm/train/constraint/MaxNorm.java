package io.github.kerasjvm.train.constraint;

import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Keras {@code MaxNorm}: {@code w · clip(norm, 0, most) / (1e-7 + norm)} along some axes.
 *
 * @param most the largest norm, 0 or more
 * @param axes the axes of a vector
 */
public record MaxNorm(float most, List<Integer> axes) implements Constraint {

    /**
     * Keeps its own copy.
     *
     * @param most the largest norm, 0 or more
     * @param axes the axes of a vector
     */
    public MaxNorm {
        axes = List.copyOf(axes);
    }

    @Override
    public boolean fits(Shape shape) {
        return Groups.fit(shape, axes);
    }

    @Override
    public void apply(float[] values, int offset, Shape shape) {
        new Groups(values, offset, shape, axes).scale(norm -> Math.min(norm, most) / (Groups.EPSILON + norm));
    }
}
