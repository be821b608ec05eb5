package io.github.kerasjvm.layer.reshaping;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Layout;
import java.util.List;

/**
 * Keras {@code Cropping1D}: cuts the borders of steps.
 *
 * <p>Takes and gives {@code [batch, steps, channels]} or {@code [batch, channels, steps]}.
 *
 * @param before how much before, by axis
 * @param after how much after, by axis
 * @param layout where the channels stand
 */
public record Cropping1D(List<Integer> before, List<Integer> after, Layout layout) implements Cropping {

    /** How it is read. */
    public static final Kind<Cropping1D> KIND = Kind.of(Group.RESHAPING, "Cropping1D", Cropping1D::read)
            .inKeras3(Lifting.taking("cropping"))
            .doc("Cuts the borders of steps");

    private static Cropping1D read(Args args) {
        Borders borders = Borders.read(args, "cropping", 1, 1);
        return new Cropping1D(borders.before(), borders.after(), args.layout());
    }
}
