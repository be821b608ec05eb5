package io.github.kerasjvm.layer.pooling;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.ReduceFunction;
import java.util.List;

/**
 * Keras {@code AdaptiveMaxPooling2D}: the largest of windows over height and width, placed so that the output has a given size.
 *
 * <p>Takes {@code [batch, height, width, channels]} or {@code [batch, channels, height, width]} of known sizes.
 *
 * @param outputSize the size of the output, by axis
 * @param layout where the channels stand
 */
public record AdaptiveMaxPooling2D(List<Integer> outputSize, Layout layout) implements AdaptivePooling {

    /** How it is read. */
    public static final Kind<AdaptiveMaxPooling2D> KIND = Kind.of(
                    Group.POOLING, "AdaptiveMaxPooling2D", AdaptiveMaxPooling2D::read)
            .inKeras("3")
            .doc("The largest of windows over height and width, to a given size");

    private static AdaptiveMaxPooling2D read(Args args) {
        return new AdaptiveMaxPooling2D(AdaptivePooling.size(args, 2), args.layout());
    }

    @Override
    public ReduceFunction function() {
        return ReduceFunction.MAXIMUM;
    }
}
