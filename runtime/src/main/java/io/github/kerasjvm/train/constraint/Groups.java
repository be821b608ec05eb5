package io.github.kerasjvm.train.constraint;

import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/** The vectors of an array along some of its axes: for each place in the other axes one vector. */
final class Groups {

    /** Keras's {@code backend.epsilon()}. */
    static final float EPSILON = 1e-7f;

    /** What a vector is multiplied by. */
    @FunctionalInterface
    interface Factor {
        float of(float norm);
    }

    private final float[] values;
    private final int offset;
    private final int[] group;
    private final int count;

    Groups(float[] values, int offset, Shape shape, List<Integer> axes) {
        this.values = values;
        this.offset = offset;
        int[] sizes = shape.toArray();
        boolean[] isSummed = new boolean[sizes.length];
        axes.forEach(axis -> isSummed[shape.axis(axis)] = true);
        this.group = new int[Math.toIntExact(shape.elements())];
        int stride = 1;
        int groups = 1;
        int[] steps = new int[sizes.length];
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            if (!isSummed[axis]) {
                steps[axis] = groups;
                groups *= sizes[axis];
            }
        }
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            for (int i = 0; i < group.length; i++) {
                group[i] += i / stride % sizes[axis] * steps[axis];
            }
            stride *= sizes[axis];
        }
        this.count = groups;
    }

    static boolean fit(Shape shape, List<Integer> axes) {
        return axes.stream().allMatch(axis -> axis < shape.rank() && axis >= -shape.rank());
    }

    /** Multiplies every vector by a factor that depends on its norm. */
    void scale(Factor factor) {
        double[] squares = new double[count];
        for (int i = 0; i < group.length; i++) {
            squares[group[i]] += (double) values[offset + i] * values[offset + i];
        }
        float[] factors = new float[count];
        for (int i = 0; i < count; i++) {
            factors[i] = factor.of((float) Math.sqrt(squares[i]));
        }
        for (int i = 0; i < group.length; i++) {
            values[offset + i] *= factors[group[i]];
        }
    }
}
