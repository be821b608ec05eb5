package io.github.kerasjvm.train.constraint;

import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Keras {@code UnitNorm}: {@code w / (1e-7 + norm)} along some axes.
 *
 * @param axes the axes of a vector
 */
public record UnitNorm(List<Integer> axes) implements Constraint {

    /**
     * Keeps its own copy.
     *
     * @param axes the axes of a vector
     */
    public UnitNorm {
        axes = List.copyOf(axes);
    }

    @Override
    public boolean fits(Shape shape) {
        return Groups.fit(shape, axes);
    }

    @Override
    public void apply(float[] values, int offset, Shape shape) {
        new Groups(values, offset, shape, axes).scale(norm -> 1 / (Groups.EPSILON + norm));
    }
}
