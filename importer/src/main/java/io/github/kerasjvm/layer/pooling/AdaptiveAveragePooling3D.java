package io.github.kerasjvm.layer.pooling;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.ReduceFunction;
import java.util.List;

/**
 * Keras {@code AdaptiveAveragePooling3D}: the mean of windows over depth, height and width, placed so that the output has a given size.
 *
 * <p>Takes {@code [batch, depth, height, width, channels]} or
 * {@code [batch, channels, depth, height, width]} of known sizes.
 *
 * @param outputSize the size of the output, by axis
 * @param layout where the channels stand
 */
public record AdaptiveAveragePooling3D(List<Integer> outputSize, Layout layout) implements AdaptivePooling {

    /** How it is read. */
    public static final Kind<AdaptiveAveragePooling3D> KIND = Kind.of(
                    Group.POOLING, "AdaptiveAveragePooling3D", AdaptiveAveragePooling3D::read)
            .inKeras("3")
            .doc("The mean of windows over depth, height and width, to a given size");

    private static AdaptiveAveragePooling3D read(Args args) {
        return new AdaptiveAveragePooling3D(AdaptivePooling.size(args, 3), args.layout());
    }

    @Override
    public ReduceFunction function() {
        return ReduceFunction.MEAN;
    }
}
