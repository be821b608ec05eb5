package io.github.kerasjvm.engine.reference;

import io.github.kerasjvm.op.Unary;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** {@link Unary}: one function, element by element. */
final class UnaryRoutine implements Routine {

    private final DoubleUnaryOperator function;
    private final int elements;

    UnaryRoutine(Unary op, List<Shape> inputs, Shape output) {
        function = function(op.function());
        elements = (int) output.elements();
    }

    @Override
    public void run(Buffer[] inputs, Buffer output, Scratch scratch) {
        Buffer x = inputs[0];
        for (int i = 0; i < elements; i++) {
            output.set(i, function.applyAsDouble(x.get(i)));
        }
    }

    private static DoubleUnaryOperator function(UnaryFunction function) {
        return switch (function) {
            case NEGATE -> x -> -x;
            case ABSOLUTE -> Math::abs;
            case SIGN -> Math::signum;
            case EXPONENTIAL -> Math::exp;
            case LOGARITHM -> Math::log;
            case SQUARE_ROOT -> Math::sqrt;
            case TANH -> Math::tanh;
            case SIGMOID -> x -> 1 / (1 + Math.exp(-x));
            case RELU -> x -> Math.max(x, 0);
            case SOFTPLUS -> x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
            case ERROR_FUNCTION -> ErrorFunction::of;
            case FLOOR -> Math::floor;
            case ROUND -> Math::rint;
            case SINE -> Math::sin;
            case COSINE -> Math::cos;
        };
    }
}
