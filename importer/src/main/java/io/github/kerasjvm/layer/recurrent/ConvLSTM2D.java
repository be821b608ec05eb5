package io.github.kerasjvm.layer.recurrent;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;

/**
 * Keras {@code ConvLSTM2D}: a {@link ConvLSTMCell} over the steps of a sequence, {@code [batch, steps, height, width, channels]} or with
 * the channels behind the steps. Stores what the cell stores.
 *
 * @param cell what happens in each step
 * @param options what is given, and in which order
 */
public record ConvLSTM2D(ConvLSTMCell cell, RecurrentOptions options) implements RecurrentLayer {

    /** How it is read. */
    public static final Kind<ConvLSTM2D> KIND = Kind.of(Group.RECURRENT, "ConvLSTM2D", ConvLSTM2D::read)
            .renamed("nb_filter", "filters") // Keras 1
            .renamed("subsample", "strides") // Keras 1
            .renamed("inner_activation", "recurrent_activation") // Keras 1
            .inKeras3(ConvLSTMCell.LIFTING)
            .doc("Long short-term memory with convolutions over height and width");

    private static ConvLSTM2D read(Args args) {
        return new ConvLSTM2D(ConvLSTMCell.cell(args, 2), RecurrentOptions.read(args));
    }

    @Override
    public ConvLSTM2D with(RecurrentOptions other) {
        return new ConvLSTM2D(cell, other);
    }
}
