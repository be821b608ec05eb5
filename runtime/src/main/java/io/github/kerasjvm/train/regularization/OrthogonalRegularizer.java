package io.github.kerasjvm.train.regularization;

import io.github.kerasjvm.layer.UnitLength;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;

/**
 * Keras {@code OrthogonalRegularizer}: the mean of the absolute products of every two rows, or columns, of length 1, times
 * a factor (keras-3.15 regularizers/regularizers.py, tf_keras-2.21 regularizers.py).
 *
 * @param factor what the mean is multiplied by
 * @param isOfRows whether the rows of the matrix are compared; else its columns
 */
public record OrthogonalRegularizer(double factor, boolean isOfRows) implements Regularizer {

    @Override
    public boolean fits(Shape shape) {
        return shape.rank() == 2 && shape.isKnown();
    }

    @Override
    public Value penalty(Ops ops, Value x) {
        if (!fits(x.shape())) {
            throw new IllegalArgumentException("an orthogonal regularizer needs a matrix, got " + x.shape());
        }
        Value unit = UnitLength.of(ops, x, List.of(isOfRows ? 1 : 0));
        Value products = ops.matmul(unit, unit, !isOfRows, isOfRows);
        int size = x.shape().size(isOfRows ? 0 : 1);
        float[] others = new float[size * size];
        for (int i = 0; i < others.length; i++) {
            others[i] = i / size == i % size ? 0 : 1;
        }
        Value apart = ops.multiply(products, ops.constant(Tensor.owning(Shape.of(size, size), others)));
        Value sum = ops.reduce(ReduceFunction.SUM, ops.unary(UnaryFunction.ABSOLUTE, apart), List.of(0, 1), false);
        double pairs = size * (size - 1.0) / 2;
        return ops.divide(ops.multiply(sum, ops.constant(factor * 0.5)), ops.constant(pairs));
    }

    @Override
    public boolean acts() {
        return factor != 0;
    }
}
