package io.github.kerasjvm.layer.recurrent;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;

/**
 * Keras {@code SimpleRNN}: a {@link SimpleRNNCell} over the steps of a sequence, {@code [batch, steps, features]} to
 * {@code [batch, units]}, or with {@code return_sequences} to {@code [batch, steps, units]}. Stores what the cell stores.
 *
 * @param cell what happens in each step
 * @param options what is given, and in which order
 */
public record SimpleRNN(SimpleRNNCell cell, RecurrentOptions options) implements RecurrentLayer {

    /** How it is read. */
    public static final Kind<SimpleRNN> KIND = Kind.of(Group.RECURRENT, "SimpleRNN", SimpleRNN::read)
            .renamed("output_dim", "units") // Keras 1
            .inKeras3(RecurrentOptions.lifting())
            .doc("Fully connected recurrence over the steps of a sequence");

    private static SimpleRNN read(Args args) {
        return new SimpleRNN(SimpleRNNCell.cell(args), RecurrentOptions.read(args));
    }

    @Override
    public SimpleRNN with(RecurrentOptions other) {
        return new SimpleRNN(cell, other);
    }
}
