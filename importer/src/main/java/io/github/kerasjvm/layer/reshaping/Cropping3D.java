package io.github.kerasjvm.layer.reshaping;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Layout;
import java.util.List;

/**
 * Keras {@code Cropping3D}: cuts the borders of depth, height and width.
 *
 * <p>Takes and gives {@code [batch, depth, height, width, channels]} or {@code [batch, channels, depth, height, width]}.
 *
 * @param before how much before, by axis
 * @param after how much after, by axis
 * @param layout where the channels stand
 */
public record Cropping3D(List<Integer> before, List<Integer> after, Layout layout) implements Cropping {

    /** How it is read. */
    public static final Kind<Cropping3D> KIND = Kind.of(Group.RESHAPING, "Cropping3D", Cropping3D::read)
            .inKeras3(Lifting.taking("cropping", "data_format"))
            .doc("Cuts the borders of depth, height and width");

    private static Cropping3D read(Args args) {
        Borders borders = Borders.read(args, "cropping", 3, 1);
        return new Cropping3D(borders.before(), borders.after(), args.layout());
    }
}
