package io.github.kerasjvm.op;

import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * A function of each element.
 *
 * @param function which
 */
public record Unary(UnaryFunction function) implements Primitive {

    @Override
    public String name() {
        return "Unary." + function;
    }

    @Override
    public Shape output(List<Shape> inputs) {
        return inputs.get(0);
    }

    @Override
    public void gradient(Backward back) {
        Ops ops = back.ops();
        Value x = back.input(0);
        Value y = back.output();
        Value dy = back.gradient();
        switch (function) {
            case NEGATE -> back.give(0, ops.negate(dy));
            case ABSOLUTE -> back.give(0, ops.multiply(dy, ops.unary(UnaryFunction.SIGN, x)));
            case EXPONENTIAL -> back.give(0, ops.multiply(dy, y));
            case LOGARITHM -> back.give(0, ops.divide(dy, x));
            case SQUARE_ROOT -> back.give(0, ops.divide(dy, ops.multiply(y, ops.constant(2))));
            case TANH -> back.give(0, ops.multiply(dy, ops.subtract(ops.constant(1), ops.multiply(y, y))));
            case SIGMOID -> back.give(0, ops.multiply(dy, ops.multiply(y, ops.subtract(ops.constant(1), y))));
            case RELU -> back.give(0, ops.multiply(dy, ops.greater(x, ops.constant(0))));
            case SOFTPLUS -> back.give(0, ops.multiply(dy, ops.unary(UnaryFunction.SIGMOID, x)));
            case ERROR_FUNCTION -> {
                Value bell = ops.exponential(ops.negate(ops.multiply(x, x)));
                back.give(0, ops.multiply(dy, ops.multiply(bell, ops.constant(2 / Math.sqrt(Math.PI)))));
            }
            case SINE -> back.give(0, ops.multiply(dy, ops.unary(UnaryFunction.COSINE, x)));
            case COSINE -> back.give(0, ops.negate(ops.multiply(dy, ops.unary(UnaryFunction.SINE, x))));
            case SIGN, FLOOR, ROUND -> {
                // A step: flat everywhere that it has a derivative.
            }
        }
    }
}
