package io.github.kerasjvm.train.constraint;

import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Keras {@code MinMaxNorm}: {@code w · (rate · clip(norm, least, most) + (1 - rate) norm) / (1e-7 + norm)} along some axes.
 *
 * @param least the smallest norm
 * @param most the largest norm
 * @param rate how far a norm outside is moved inside, 1 for all the way
 * @param axes the axes of a vector
 */
public record MinMaxNorm(float least, float most, double rate, List<Integer> axes) implements Constraint {

    /**
     * Keeps its own copy.
     *
     * @param least the smallest norm
     * @param most the largest norm
     * @param rate how far a norm outside is moved inside, 1 for all the way
     * @param axes the axes of a vector
     */
    public MinMaxNorm {
        axes = List.copyOf(axes);
    }

    @Override
    public boolean fits(Shape shape) {
        return Groups.fit(shape, axes);
    }

    @Override
    public void apply(float[] values, int offset, Shape shape) {
        float keeps = (float) (1 - rate);
        new Groups(values, offset, shape, axes).scale(norm -> {
            float wanted = (float) rate * Math.min(Math.max(norm, least), most) + keeps * norm;
            return wanted / (Groups.EPSILON + norm);
        });
    }
}
