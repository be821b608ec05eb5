package io.github.kerasjvm.layer.reshaping;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Layout;
import java.util.List;
import java.util.Optional;

/**
 * Keras {@code UpSampling3D}: repeats each position along depth, height and width.
 *
 * <p>Takes and gives {@code [batch, depth, height, width, channels]} or {@code [batch, channels, depth, height, width]}.
 *
 * @param size how often, by axis
 * @param layout where the channels stand
 */
public record UpSampling3D(List<Integer> size, Layout layout) implements UpSampling {

    /** How it is read. */
    public static final Kind<UpSampling3D> KIND = Kind.of(Group.RESHAPING, "UpSampling3D", UpSampling3D::read)
            .inKeras3(Lifting.taking("size", "data_format"))
            .doc("Repeats along depth, height and width");

    private static UpSampling3D read(Args args) {
        return new UpSampling3D(args.sizes("size", 3, Optional.of(List.of(2, 2, 2))), args.layout());
    }
}
