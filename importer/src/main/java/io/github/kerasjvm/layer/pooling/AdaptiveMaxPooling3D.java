package io.github.kerasjvm.layer.pooling;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.ReduceFunction;
import java.util.List;

/**
 * Keras {@code AdaptiveMaxPooling3D}: the largest of windows over depth, height and width, placed so that the output has a given size.
 *
 * <p>Takes {@code [batch, depth, height, width, channels]} or
 * {@code [batch, channels, depth, height, width]} of known sizes.
 *
 * @param outputSize the size of the output, by axis
 * @param layout where the channels stand
 */
public record AdaptiveMaxPooling3D(List<Integer> outputSize, Layout layout) implements AdaptivePooling {

    /** How it is read. */
    public static final Kind<AdaptiveMaxPooling3D> KIND = Kind.of(
                    Group.POOLING, "AdaptiveMaxPooling3D", AdaptiveMaxPooling3D::read)
            .inKeras("3")
            .doc("The largest of windows over depth, height and width, to a given size");

    private static AdaptiveMaxPooling3D read(Args args) {
        return new AdaptiveMaxPooling3D(AdaptivePooling.size(args, 3), args.layout());
    }

    @Override
    public ReduceFunction function() {
        return ReduceFunction.MAXIMUM;
    }
}
