package io.github.kerasjvm.layer.pooling;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Keras {@code GlobalAveragePooling1D}: the mean of each channel over the steps.
 *
 * <p>Takes {@code [batch, steps, channels]} or {@code [batch, channels, steps]}, gives {@code [batch, channels]}, or
 * with {@code keepDims} the same rank with sizes of 1.
 *
 * @param layout where the channels stand
 * @param keepDims whether the other axes stay with size 1
 */
public record GlobalAveragePooling1D(Layout layout, boolean keepDims) implements GlobalPooling {

    /** How it is read. */
    public static final Kind<GlobalAveragePooling1D> KIND = Kind.of(
                    Group.POOLING, "GlobalAveragePooling1D", GlobalAveragePooling1D::read)
            .alias("GlobalAvgPool1D") // alias in every generation
            .inKeras3(GlobalPooling.LIFTING)
            .doc("The mean of each channel over the steps");

    private static GlobalAveragePooling1D read(Args args) {
        return new GlobalAveragePooling1D(args.layout(), args.flag("keepdims", false));
    }

    @Override
    public int axes() {
        return 1;
    }

    @Override
    public ReduceFunction function() {
        return ReduceFunction.MEAN;
    }

    /** With a mask, the mean over the steps that count (global_average_pooling1d.py). */
    @Override
    public List<Value> lower(Lowering call) {
        return call.mask(0).isPresent()
                ? List.of(masked(call.ops(), call.input(0), call.mask(0).get()))
                : GlobalPooling.super.lower(call);
    }

    private Value masked(Ops ops, Value x, Value mask) {
        int steps = layout.firstSpatialAxis();
        Value counts =
                ops.reshape(mask, layout.shape(Shape.ANY, List.of(mask.shape().size(1)), 1));
        Value kept = ops.select(counts, x, ops.constant(0));
        return ops.divide(
                ops.reduce(ReduceFunction.SUM, kept, List.of(steps), keepDims),
                ops.reduce(ReduceFunction.SUM, counts, List.of(steps), keepDims));
    }
}
