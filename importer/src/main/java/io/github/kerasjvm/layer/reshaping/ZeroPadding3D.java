package io.github.kerasjvm.layer.reshaping;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Layout;
import java.util.List;

/**
 * Keras {@code ZeroPadding3D}: zeros around depth, height and width.
 *
 * <p>Takes and gives {@code [batch, depth, height, width, channels]} or {@code [batch, channels, depth, height, width]}.
 *
 * @param before how much before, by axis
 * @param after how much after, by axis
 * @param layout where the channels stand
 */
public record ZeroPadding3D(List<Integer> before, List<Integer> after, Layout layout) implements ZeroPadding {

    /** How it is read. */
    public static final Kind<ZeroPadding3D> KIND = Kind.of(Group.RESHAPING, "ZeroPadding3D", ZeroPadding3D::read)
            .inKeras3(Lifting.taking("padding", "data_format"))
            .doc("Zeros around depth, height and width");

    private static ZeroPadding3D read(Args args) {
        Borders borders = Borders.read(args, "padding", 3, 1);
        return new ZeroPadding3D(borders.before(), borders.after(), args.layout());
    }
}
