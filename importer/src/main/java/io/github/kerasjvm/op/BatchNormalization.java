package io.github.kerasjvm.op;

import io.github.kerasjvm.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Normalisation with given statistics, {@code (x - mean) / √(variance + epsilon) * gamma + beta}. Inputs {@code x} and
 * the vectors {@code gamma, beta, mean, variance}, each of the size of the axis.
 *
 * @param axis the axis of {@code x} that the vectors belong to, from 0
 * @param epsilon added to the variance
 */
public record BatchNormalization(int axis, double epsilon) implements Composite {

    @Override
    public List<Shape> outputs(List<Shape> inputs) {
        Shape x = Shapes.along(axis, inputs).get(0);
        for (Shape vector : inputs.subList(1, 5)) {
            Shapes.require(vector.equals(Shape.of(x.size(axis))), "a vector of %s for axis %s of %s", vector, axis, x);
        }
        return List.of(x);
    }

    @Override
    public List<Value> decompose(Ops ops, List<Value> inputs) {
        Value x = inputs.get(0);
        int[] sizes = new int[x.shape().rank() - axis];
        Arrays.fill(sizes, 1);
        sizes[0] = x.shape().size(axis);
        List<Value> vectors = inputs.subList(1, 5).stream()
                .map(vector -> ops.reshape(vector, Shape.of(sizes)))
                .toList();
        Value deviation = ops.squareRoot(ops.add(vectors.get(3), ops.constant(epsilon)));
        Value scale = ops.divide(vectors.get(0), deviation);
        Value shift = ops.subtract(vectors.get(1), ops.multiply(vectors.get(2), scale));
        return List.of(ops.add(ops.multiply(x, scale), shift));
    }
}
