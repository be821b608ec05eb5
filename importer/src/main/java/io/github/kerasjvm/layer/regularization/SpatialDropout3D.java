package io.github.kerasjvm.layer.regularization;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.InferenceIdentity;
import io.github.kerasjvm.layer.KeepsMask;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Value;
import java.util.List;

/**
 * Keras {@code SpatialDropout3D}: drops whole channels, over depth, height and width, in training; at inference it gives its input.
 *
 * @param rate the share to drop, from 0 to 1
 * @param layout where the channels stand
 */
public record SpatialDropout3D(double rate, Layout layout) implements InferenceIdentity, KeepsMask {

    /** How it is read. */
    public static final Kind<SpatialDropout3D> KIND = Kind.of(
                    Group.REGULARIZATION, "SpatialDropout3D", SpatialDropout3D::read)
            .renamed("p", "rate") // Keras 1
            .inKeras3(Lifting.taking("rate", "data_format", "seed").bare())
            .doc("Drops whole channels in training; identity at inference");

    private static SpatialDropout3D read(Args args) {
        return new SpatialDropout3D(args.number("rate", 0), args.layout());
    }

    @Override
    public List<Value> lower(Lowering call) {
        return Noise.dropped(call, rate, Noise.byChannel(layout, 3));
    }
}
