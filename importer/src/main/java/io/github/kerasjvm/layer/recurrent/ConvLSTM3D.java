package io.github.kerasjvm.layer.recurrent;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;

/**
 * Keras {@code ConvLSTM3D}: a {@link ConvLSTMCell} over the steps of a sequence, {@code [batch, steps, depth, height, width, channels]} or with
 * the channels behind the steps. Stores what the cell stores.
 *
 * @param cell what happens in each step
 * @param options what is given, and in which order
 */
public record ConvLSTM3D(ConvLSTMCell cell, RecurrentOptions options) implements RecurrentLayer {

    /** How it is read. */
    public static final Kind<ConvLSTM3D> KIND = Kind.of(Group.RECURRENT, "ConvLSTM3D", ConvLSTM3D::read)
            .inKeras("2, 3")
            .inKeras3(ConvLSTMCell.LIFTING)
            .doc("Long short-term memory with convolutions over three axes");

    private static ConvLSTM3D read(Args args) {
        return new ConvLSTM3D(ConvLSTMCell.cell(args, 3), RecurrentOptions.read(args));
    }

    @Override
    public ConvLSTM3D with(RecurrentOptions other) {
        return new ConvLSTM3D(cell, other);
    }
}
