package io.github.kerasjvm.layer.reshaping;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Layout;
import java.util.List;

/**
 * Keras {@code Cropping2D}: cuts the borders of height and width.
 *
 * <p>Takes and gives {@code [batch, height, width, channels]} or {@code [batch, channels, height, width]}.
 *
 * @param before how much before, by axis
 * @param after how much after, by axis
 * @param layout where the channels stand
 */
public record Cropping2D(List<Integer> before, List<Integer> after, Layout layout) implements Cropping {

    /** How it is read. */
    public static final Kind<Cropping2D> KIND = Kind.of(Group.RESHAPING, "Cropping2D", Cropping2D::read)
            .inKeras3(Lifting.taking("cropping", "data_format"))
            .doc("Cuts the borders of height and width");

    private static Cropping2D read(Args args) {
        Borders borders = Borders.read(args, "cropping", 2, 0);
        return new Cropping2D(borders.before(), borders.after(), args.layout());
    }
}
