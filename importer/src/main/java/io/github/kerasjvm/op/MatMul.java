package io.github.kerasjvm.op;

import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * The matrix product of the last two axes; the axes before them are broadcast. {@code [n, k] · [k, m] = [n, m]}.
 *
 * @param transposeFirst whether the first input is given as {@code [k, n]}
 * @param transposeSecond whether the second input is given as {@code [m, k]}
 */
public record MatMul(boolean transposeFirst, boolean transposeSecond) implements Primitive {

    @Override
    public Shape output(List<Shape> inputs) {
        Shape a = inputs.get(0);
        Shape b = inputs.get(1);
        Shapes.require(a.rank() >= 2 && b.rank() >= 2, "a matrix product of %s and %s", a, b);
        int inner = a.size(transposeFirst ? -2 : -1);
        int other = b.size(transposeSecond ? -1 : -2);
        Shapes.require(
                inner == other || inner == Shape.ANY || other == Shape.ANY,
                "a matrix product of %s and %s: %s is not %s",
                a,
                b,
                inner,
                other);
        Shape leading = Shapes.broadcast(leading(a), leading(b));
        return Shape.of(a.size(transposeFirst ? -1 : -2), b.size(transposeSecond ? -2 : -1))
                .after(leading.toArray());
    }

    private static Shape leading(Shape shape) {
        return shape.without(-1).without(-1);
    }

    @Override
    public void gradient(Backward back) {
        Value a = back.input(0);
        Value b = back.input(1);
        if (b.shape().rank() == 2 && a.shape().rank() > 2 && !transposeFirst) {
            // One matrix for all: the product of two tall matrices instead of a stack of products to sum up.
            Ops ops = back.ops();
            Value rows = ops.reshape(a, Shape.of(Shape.ANY, a.shape().last()));
            Value dy = ops.reshape(
                    back.gradient(), Shape.of(Shape.ANY, back.gradient().shape().last()));
            if (back.needs(0)) {
                back.give(0, ops.reshape(ops.matmul(dy, b, false, !transposeSecond), a.shape()));
            }
            if (back.needs(1)) {
                back.give(1, second(ops, rows, dy));
            }
            return;
        }
        if (back.needs(0)) {
            back.give(0, back.ops().sumTo(first(back.ops(), b, back.gradient()), a.shape()));
        }
        if (back.needs(1)) {
            back.give(1, back.ops().sumTo(second(back.ops(), a, back.gradient()), b.shape()));
        }
    }

    private Value first(Ops ops, Value b, Value dy) {
        return transposeFirst ? ops.matmul(b, dy, transposeSecond, true) : ops.matmul(dy, b, false, !transposeSecond);
    }

    private Value second(Ops ops, Value a, Value dy) {
        return transposeSecond ? ops.matmul(dy, a, true, transposeFirst) : ops.matmul(a, dy, !transposeFirst, false);
    }
}
