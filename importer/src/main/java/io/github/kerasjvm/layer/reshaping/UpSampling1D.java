package io.github.kerasjvm.layer.reshaping;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Layout;
import java.util.List;
import java.util.Optional;

/**
 * Keras {@code UpSampling1D}: repeats each position along steps.
 *
 * <p>Takes and gives {@code [batch, steps, channels]} or {@code [batch, channels, steps]}.
 *
 * @param size how often, by axis
 * @param layout where the channels stand
 */
public record UpSampling1D(List<Integer> size, Layout layout) implements UpSampling {

    /** How it is read. */
    public static final Kind<UpSampling1D> KIND = Kind.of(Group.RESHAPING, "UpSampling1D", UpSampling1D::read)
            .renamed("length", "size") // Keras 1
            .inKeras3(Lifting.taking("size"))
            .doc("Repeats along steps");

    private static UpSampling1D read(Args args) {
        return new UpSampling1D(args.sizes("size", 1, Optional.of(List.of(2))), args.layout());
    }
}
