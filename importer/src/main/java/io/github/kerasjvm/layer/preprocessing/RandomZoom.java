package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;

/** Keras {@code RandomZoom}: zooms images in training; at inference it gives its input. */
public record RandomZoom() implements UnaryLayer {

    /** How it is read. */
    public static final Kind<RandomZoom> KIND = Kind.of(Group.PREPROCESSING, "RandomZoom", RandomZoom::read)
            .inKeras("2, 3")
            .ignoresTraining()
            .doc("Zooms images in training; identity at inference");

    private static RandomZoom read(Args args) {
        // How the image is changed matters in training alone.
        args.get("height_factor");
        args.get("width_factor");
        args.get("fill_mode");
        args.get("fill_value");
        args.get("interpolation");
        args.get("data_format");
        return new RandomZoom();
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        return in;
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        return x;
    }
}
