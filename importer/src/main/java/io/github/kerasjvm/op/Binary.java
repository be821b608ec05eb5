package io.github.kerasjvm.op;

import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * A function of two arrays, element by element, with NumPy's broadcasting: axes are aligned at the end, an axis of size
 * 1 or a missing axis is repeated. Comparisons give 1 for true and 0 for false.
 *
 * @param function which
 */
public record Binary(BinaryFunction function) implements Primitive {

    @Override
    public String name() {
        return "Binary." + function;
    }

    @Override
    public Shape output(List<Shape> inputs) {
        return Shapes.broadcast(inputs.get(0), inputs.get(1));
    }

    @Override
    public void gradient(Backward back) {
        Ops ops = back.ops();
        Value a = back.input(0);
        Value b = back.input(1);
        Value dy = back.gradient();
        switch (function) {
            case ADD -> give(back, dy, dy);
            case SUBTRACT -> give(back, dy, ops.negate(dy));
            case MULTIPLY -> give(back, ops.multiply(dy, b), ops.multiply(dy, a));
            case DIVIDE -> give(back, ops.divide(dy, b), ops.negate(ops.divide(ops.multiply(dy, back.output()), b)));
            case POWER -> {
                Value slope = ops.multiply(b, ops.power(a, ops.subtract(b, ops.constant(1))));
                give(back, ops.multiply(dy, slope), ops.multiply(dy, ops.multiply(back.output(), ops.logarithm(a))));
            }
            case MAXIMUM -> split(back, ops.greaterOrEqual(a, b));
            case MINIMUM -> split(back, ops.greaterOrEqual(b, a));
            case EQUAL, GREATER, GREATER_OR_EQUAL -> {
                // Steps: flat everywhere that they have a derivative.
            }
        }
    }

    /** Gives the gradient to the input that won; where both are equal, to the first, as TensorFlow does. */
    private static void split(Backward back, Value firstWins) {
        Ops ops = back.ops();
        Value dy = back.gradient();
        give(back, ops.multiply(dy, firstWins), ops.multiply(dy, ops.subtract(ops.constant(1), firstWins)));
    }

    private static void give(Backward back, Value first, Value second) {
        if (back.needs(0)) {
            back.give(0, back.ops().sumTo(first, back.input(0).shape()));
        }
        if (back.needs(1)) {
            back.give(1, back.ops().sumTo(second, back.input(1).shape()));
        }
    }
}
