package io.github.kerasjvm.layer.reshaping;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.problem.Code;
import java.util.List;
import java.util.Optional;

/**
 * Keras {@code UpSampling2D}: repeats each position along height and width.
 *
 * <p>Takes and gives {@code [batch, height, width, channels]} or {@code [batch, channels, height, width]}.
 *
 * @param size how often, by axis
 * @param layout where the channels stand
 */
public record UpSampling2D(List<Integer> size, Layout layout) implements UpSampling {

    /** How it is read. */
    public static final Kind<UpSampling2D> KIND =
            Kind.of(Group.RESHAPING, "UpSampling2D", UpSampling2D::read).doc("Repeats along height and width");

    private static UpSampling2D read(Args args) {
        String interpolation =
                args.word("interpolation", "nearest", "nearest", "bilinear", "bicubic", "lanczos3", "lanczos5");
        if (!interpolation.equals("nearest")) {
            args.report(Code.ARGUMENT_UNSUPPORTED, "interpolation", "is %s; nearest runs here", interpolation);
        }
        return new UpSampling2D(args.sizes("size", 2, Optional.of(List.of(2, 2))), args.layout());
    }
}
