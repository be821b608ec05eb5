package io.github.kerasjvm.layer.pooling;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.ReduceFunction;
import java.util.List;

/**
 * Keras {@code AdaptiveAveragePooling1D}: the mean of windows over the steps, placed so that the output has a given size.
 *
 * <p>Takes {@code [batch, steps, channels]} or {@code [batch, channels, steps]} of known sizes.
 *
 * @param outputSize the size of the output, by axis
 * @param layout where the channels stand
 */
public record AdaptiveAveragePooling1D(List<Integer> outputSize, Layout layout) implements AdaptivePooling {

    /** How it is read. */
    public static final Kind<AdaptiveAveragePooling1D> KIND = Kind.of(
                    Group.POOLING, "AdaptiveAveragePooling1D", AdaptiveAveragePooling1D::read)
            .inKeras("3")
            .doc("The mean of windows over the steps, to a given size");

    private static AdaptiveAveragePooling1D read(Args args) {
        return new AdaptiveAveragePooling1D(AdaptivePooling.size(args, 1), args.layout());
    }

    @Override
    public ReduceFunction function() {
        return ReduceFunction.MEAN;
    }
}
