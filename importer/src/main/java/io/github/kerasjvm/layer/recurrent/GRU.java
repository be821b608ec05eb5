package io.github.kerasjvm.layer.recurrent;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;

/**
 * Keras {@code GRU}: a {@link GRUCell} over the steps of a sequence, {@code [batch, steps, features]} to
 * {@code [batch, units]}, or with {@code return_sequences} to {@code [batch, steps, units]}. Stores what the cell stores.
 *
 * @param cell what happens in each step
 * @param options what is given, and in which order
 */
public record GRU(GRUCell cell, RecurrentOptions options) implements RecurrentLayer {

    /** How it is read. */
    public static final Kind<GRU> KIND = Kind.of(Group.RECURRENT, "GRU", GRU::read)
            .renamed("output_dim", "units") // Keras 1
            .renamed("inner_activation", "recurrent_activation") // Keras 1
            .inKeras3(RecurrentOptions.lifting("recurrent_activation", "reset_after")
                    .first(GRUCell::lift))
            .doc("Gated recurrent units over the steps of a sequence");

    private static GRU read(Args args) {
        return new GRU(GRUCell.inLayer(args), RecurrentOptions.read(args));
    }

    @Override
    public GRU with(RecurrentOptions other) {
        return new GRU(cell, other);
    }
}
