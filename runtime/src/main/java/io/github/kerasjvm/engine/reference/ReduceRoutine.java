package io.github.kerasjvm.engine.reference;

import io.github.kerasjvm.op.Reduce;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/** {@link Reduce}: gathered in float64 in the order of the input. */
final class ReduceRoutine implements Routine {

    private final DoubleBinaryOperator join;
    private final double start;
    private final double divisor;
    private final int results;
    private final Walk walk;

    ReduceRoutine(Reduce op, List<Shape> inputs, Shape output) {
        Shape input = inputs.get(0);
        Shape kept = input;
        int joined = 1;
        for (int axis : op.axes()) {
            kept = kept.with(axis, 1);
            joined *= input.size(axis);
        }
        join = join(op.function());
        start = start(op.function());
        divisor = op.function() == ReduceFunction.MEAN ? joined : 1;
        results = (int) output.elements();
        walk = Walk.over(input, Walk.strides(input), Walk.broadcast(kept, input));
    }

    private static DoubleBinaryOperator join(ReduceFunction function) {
        return switch (function) {
            case SUM, MEAN -> Double::sum;
            case MAXIMUM -> Math::max;
            case MINIMUM -> Math::min;
        };
    }

    private static double start(ReduceFunction function) {
        return switch (function) {
            case SUM, MEAN -> 0;
            case MAXIMUM -> Double.NEGATIVE_INFINITY;
            case MINIMUM -> Double.POSITIVE_INFINITY;
        };
    }

    @Override
    public void run(Buffer[] inputs, Buffer output, Scratch scratch) {
        Buffer x = inputs[0];
        double[] sums = scratch.sums(results).values();
        Arrays.fill(sums, 0, results, start);
        walk.each(new int[2], (at, step, count) -> {
            for (int i = 0; i < count; i++) {
                int place = at[1] + i * step[1];
                sums[place] = join.applyAsDouble(sums[place], x.get(at[0] + i * step[0]));
            }
        });
        for (int i = 0; i < results; i++) {
            output.set(i, sums[i] / divisor);
        }
    }
}
