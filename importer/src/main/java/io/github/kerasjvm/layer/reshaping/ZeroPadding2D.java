package io.github.kerasjvm.layer.reshaping;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Layout;
import java.util.List;

/**
 * Keras {@code ZeroPadding2D}: zeros around height and width.
 *
 * <p>Takes and gives {@code [batch, height, width, channels]} or {@code [batch, channels, height, width]}.
 *
 * @param before how much before, by axis
 * @param after how much after, by axis
 * @param layout where the channels stand
 */
public record ZeroPadding2D(List<Integer> before, List<Integer> after, Layout layout) implements ZeroPadding {

    /** How it is read. */
    public static final Kind<ZeroPadding2D> KIND = Kind.of(Group.RESHAPING, "ZeroPadding2D", ZeroPadding2D::read)
            .inKeras3(Lifting.taking("padding", "data_format").first(layer -> Borders.lift(layer, "padding")))
            .doc("Zeros around height and width");

    private static ZeroPadding2D read(Args args) {
        Borders borders = Borders.read(args, "padding", 2, 1);
        return new ZeroPadding2D(borders.before(), borders.after(), args.layout());
    }
}
