package io.github.kerasjvm.layer.reshaping;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Interpolation;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * Keras {@code UpSampling2D}: repeats each position along height and width, or interpolates between positions.
 *
 * <p>Takes and gives {@code [batch, height, width, channels]} or {@code [batch, channels, height, width]}.
 *
 * @param size how often, by axis
 * @param interpolation how positions between are made; empty to repeat
 * @param layout where the channels stand
 */
public record UpSampling2D(List<Integer> size, Optional<Interpolation> interpolation, Layout layout)
        implements UpSampling {

    /** How it is read. */
    public static final Kind<UpSampling2D> KIND = Kind.of(Group.RESHAPING, "UpSampling2D", UpSampling2D::read)
            .inKeras3(Lifting.taking("size", "data_format", "interpolation").first(Interpolation::lift))
            .doc("Repeats along height and width, or interpolates");

    private static UpSampling2D read(Args args) {
        // Repeating is the same everywhere; how a backend interpolates has to be known.
        boolean repeats = args.get("interpolation").asText("nearest").equals("nearest");
        return new UpSampling2D(
                args.sizes("size", 2, Optional.of(List.of(2, 2))),
                repeats ? Optional.empty() : Optional.of(Interpolation.read(args, "nearest", false)),
                args.layout());
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        Shape out = UpSampling.super.output(in, problems);
        return interpolation.isEmpty() || out.isUnknown()
                ? out
                : interpolation.get().output(in, layout, layout.spatial(out), problems);
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        return interpolation.isEmpty()
                ? UpSampling.super.lower(ops, x, w)
                : interpolation.get().resize(ops, x, layout, layout.spatial(output(x.shape(), Problems.none())));
    }
}
