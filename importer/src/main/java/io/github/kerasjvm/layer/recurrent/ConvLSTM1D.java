package io.github.kerasjvm.layer.recurrent;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;

/**
 * Keras {@code ConvLSTM1D}: a {@link ConvLSTMCell} over the steps of a sequence, {@code [batch, steps, length, channels]} or with
 * the channels behind the steps. Stores what the cell stores.
 *
 * @param cell what happens in each step
 * @param options what is given, and in which order
 */
public record ConvLSTM1D(ConvLSTMCell cell, RecurrentOptions options) implements RecurrentLayer {

    /** How it is read. */
    public static final Kind<ConvLSTM1D> KIND = Kind.of(Group.RECURRENT, "ConvLSTM1D", ConvLSTM1D::read)
            .inKeras("2, 3")
            .inKeras3(ConvLSTMCell.LIFTING)
            .doc("Long short-term memory with convolutions over length");

    private static ConvLSTM1D read(Args args) {
        return new ConvLSTM1D(ConvLSTMCell.cell(args, 1), RecurrentOptions.read(args));
    }

    @Override
    public ConvLSTM1D with(RecurrentOptions other) {
        return new ConvLSTM1D(cell, other);
    }
}
