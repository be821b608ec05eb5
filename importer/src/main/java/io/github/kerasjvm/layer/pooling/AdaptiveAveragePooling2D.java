package io.github.kerasjvm.layer.pooling;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.ReduceFunction;
import java.util.List;

/**
 * Keras {@code AdaptiveAveragePooling2D}: the mean of windows over height and width, placed so that the output has a given size.
 *
 * <p>Takes {@code [batch, height, width, channels]} or {@code [batch, channels, height, width]} of known sizes.
 *
 * @param outputSize the size of the output, by axis
 * @param layout where the channels stand
 */
public record AdaptiveAveragePooling2D(List<Integer> outputSize, Layout layout) implements AdaptivePooling {

    /** How it is read. */
    public static final Kind<AdaptiveAveragePooling2D> KIND = Kind.of(
                    Group.POOLING, "AdaptiveAveragePooling2D", AdaptiveAveragePooling2D::read)
            .inKeras("3")
            .doc("The mean of windows over height and width, to a given size");

    private static AdaptiveAveragePooling2D read(Args args) {
        return new AdaptiveAveragePooling2D(AdaptivePooling.size(args, 2), args.layout());
    }

    @Override
    public ReduceFunction function() {
        return ReduceFunction.MEAN;
    }
}
