package io.github.kerasjvm.engine.reference;

import io.github.kerasjvm.op.Binary;
import io.github.kerasjvm.op.BinaryFunction;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/** {@link Binary}: one function of two arrays, broadcast. */
final class BinaryRoutine implements Routine {

    private final DoubleBinaryOperator function;
    private final Walk walk;

    BinaryRoutine(Binary op, List<Shape> inputs, Shape output) {
        function = function(op.function());
        walk = Walk.over(
                output,
                Walk.broadcast(inputs.get(0), output),
                Walk.broadcast(inputs.get(1), output),
                Walk.strides(output));
    }

    @Override
    public void run(Buffer[] inputs, Buffer output, Scratch scratch) {
        Buffer a = inputs[0];
        Buffer b = inputs[1];
        walk.each(new int[3], (at, step, count) -> {
            for (int i = 0; i < count; i++) {
                double first = a.get(at[0] + i * step[0]);
                double second = b.get(at[1] + i * step[1]);
                output.set(at[2] + i, function.applyAsDouble(first, second));
            }
        });
    }

    private static DoubleBinaryOperator function(BinaryFunction function) {
        return switch (function) {
            case ADD -> Double::sum;
            case SUBTRACT -> (a, b) -> a - b;
            case MULTIPLY -> (a, b) -> a * b;
            case DIVIDE -> (a, b) -> a / b;
            case POWER -> Math::pow;
            case MAXIMUM -> Math::max;
            case MINIMUM -> Math::min;
            case EQUAL -> (a, b) -> a == b ? 1 : 0;
            case GREATER -> (a, b) -> a > b ? 1 : 0;
            case GREATER_OR_EQUAL -> (a, b) -> a >= b ? 1 : 0;
        };
    }
}
