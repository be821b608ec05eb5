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
            case ERROR_FUNCTION -> UnaryRoutine::errorFunction;
            case FLOOR -> Math::floor;
            case ROUND -> Math::rint;
            case SINE -> Math::sin;
            case COSINE -> Math::cos;
        };
    }

    /**
     * The Gauss error function by a series without alternating signs (Abramowitz and Stegun 7.1.6), so nothing cancels:
     * {@code 2/√π e^-x² Σ 2^n x^(2n+1) / (1·3·…·(2n+1))}.
     */
    private static double errorFunction(double x) {
        if (!(Math.abs(x) <= 6)) {
            return Math.signum(x); // not a number stays so
        }
        double sum = 0;
        double term = x;
        for (int n = 1; sum + term != sum; n++) {
            sum += term;
            term *= 2 * x * x / (2 * n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }
}
