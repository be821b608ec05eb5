package io.github.kerasjvm.op;

import java.util.List;

/**
 * The Gaussian error linear unit (Hendrycks and Gimpel, 2016), {@code x * Φ(x)}.
 *
 * @param approximate false for the exact form with the error function, true for the form with the hyperbolic tangent
 */
public record Gelu(boolean approximate) implements Composite {

    @Override
    public List<Value> decompose(Ops ops, List<Value> inputs) {
        Value x = inputs.get(0);
        Value bend;
        if (approximate) {
            Value cube = ops.multiply(x, ops.multiply(x, x));
            Value inner = ops.add(x, ops.multiply(cube, ops.constant(0.044715)));
            bend = ops.unary(UnaryFunction.TANH, ops.multiply(inner, ops.constant(Math.sqrt(2 / Math.PI))));
        } else {
            bend = ops.unary(UnaryFunction.ERROR_FUNCTION, ops.multiply(x, ops.constant(Math.sqrt(0.5))));
        }
        return List.of(ops.multiply(ops.multiply(x, ops.constant(0.5)), ops.add(bend, ops.constant(1))));
    }
}
