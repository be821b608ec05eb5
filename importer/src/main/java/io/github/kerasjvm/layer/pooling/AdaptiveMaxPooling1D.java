package io.github.kerasjvm.layer.pooling;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.ReduceFunction;
import java.util.List;

/**
 * Keras {@code AdaptiveMaxPooling1D}: the largest of windows over the steps, placed so that the output has a given size.
 *
 * <p>Takes {@code [batch, steps, channels]} or {@code [batch, channels, steps]} of known sizes.
 *
 * @param outputSize the size of the output, by axis
 * @param layout where the channels stand
 */
public record AdaptiveMaxPooling1D(List<Integer> outputSize, Layout layout) implements AdaptivePooling {

    /** How it is read. */
    public static final Kind<AdaptiveMaxPooling1D> KIND = Kind.of(
                    Group.POOLING, "AdaptiveMaxPooling1D", AdaptiveMaxPooling1D::read)
            .inKeras("3")
            .doc("The largest of windows over the steps, to a given size");

    private static AdaptiveMaxPooling1D read(Args args) {
        return new AdaptiveMaxPooling1D(AdaptivePooling.size(args, 1), args.layout());
    }

    @Override
    public ReduceFunction function() {
        return ReduceFunction.MAXIMUM;
    }
}
