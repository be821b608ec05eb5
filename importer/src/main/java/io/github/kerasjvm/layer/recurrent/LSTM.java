package io.github.kerasjvm.layer.recurrent;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;

/**
 * Keras {@code LSTM}: a {@link LSTMCell} over the steps of a sequence, {@code [batch, steps, features]} to
 * {@code [batch, units]}, or with {@code return_sequences} to {@code [batch, steps, units]}. Stores what the cell stores.
 *
 * @param cell what happens in each step
 * @param options what is given, and in which order
 */
public record LSTM(LSTMCell cell, RecurrentOptions options) implements RecurrentLayer {

    /** How it is read. */
    public static final Kind<LSTM> KIND = Kind.of(Group.RECURRENT, "LSTM", LSTM::read)
            .renamed("output_dim", "units") // Keras 1
            .renamed("inner_activation", "recurrent_activation") // Keras 1
            .inKeras3(RecurrentOptions.lifting("recurrent_activation", "unit_forget_bias")
                    .first(Gates::lift))
            .doc("Long short-term memory over the steps of a sequence");

    private static LSTM read(Args args) {
        return new LSTM(LSTMCell.inLayer(args), RecurrentOptions.read(args));
    }

    @Override
    public LSTM with(RecurrentOptions other) {
        return new LSTM(cell, other);
    }
}
