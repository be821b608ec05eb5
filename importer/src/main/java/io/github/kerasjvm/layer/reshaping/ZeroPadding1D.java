package io.github.kerasjvm.layer.reshaping;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Layout;
import java.util.List;

/**
 * Keras {@code ZeroPadding1D}: zeros around steps.
 *
 * <p>Takes and gives {@code [batch, steps, channels]} or {@code [batch, channels, steps]}.
 *
 * @param before how much before, by axis
 * @param after how much after, by axis
 * @param layout where the channels stand
 */
public record ZeroPadding1D(List<Integer> before, List<Integer> after, Layout layout) implements ZeroPadding {

    /** How it is read. */
    public static final Kind<ZeroPadding1D> KIND = Kind.of(Group.RESHAPING, "ZeroPadding1D", ZeroPadding1D::read)
            .inKeras3(Lifting.taking("padding", "data_format"))
            .doc("Zeros around steps");

    private static ZeroPadding1D read(Args args) {
        Borders borders = Borders.read(args, "padding", 1, 1);
        return new ZeroPadding1D(borders.before(), borders.after(), args.layout());
    }
}
