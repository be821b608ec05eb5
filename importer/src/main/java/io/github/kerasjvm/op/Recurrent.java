package io.github.kerasjvm.op;

import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.OptionalInt;

/**
 * One of the well-known recurrent layers over the whole of a sequence. Its inputs are those of
 * {@code whole}, told apart by their names: {@code x [batch, steps, in]}; {@code kernel [in, gates * units]} and
 * {@code recurrent_kernel [units, gates * units]}; perhaps {@code bias}, {@code [gates * units]} or for
 * {@link Kind#GRU_RESET_AFTER} {@code [2, gates * units]}; perhaps the first states {@code state0} and {@code state1},
 * {@code [batch, units]}, zeros otherwise; perhaps {@code mask [batch, steps]}, not 0 where a step counts. Gates stand in
 * Keras's order: {@code i, f, c, o} and {@code z, r, h}. Results: the last states; with a mask what the step that was
 * computed last gave; and perhaps every step's output, {@code [batch, steps, units]}, at its step's place.
 *
 * <p>A masked step keeps the states. It gives what the step before it gave, zeros if there is none, or always zeros.
 *
 * @param kind which
 * @param gates the function of the gates
 * @param activation the function of the candidate, and of what an LSTM gives
 * @param reversed whether the last step comes first
 * @param maskedGivesZeros whether a masked step gives zeros
 * @param whole the computation by smaller operations
 */
public record Recurrent(Kind kind, Op gates, Op activation, boolean reversed, boolean maskedGivesZeros, OpGraph whole)
        implements Composite {

    /**
     * Without a mask.
     *
     * @param kind which
     * @param gates the function of the gates
     * @param activation the function of the candidate, and of what an LSTM gives
     * @param reversed whether the last step comes first
     * @param whole the computation by smaller operations
     */
    public Recurrent(Kind kind, Op gates, Op activation, boolean reversed, OpGraph whole) {
        this(kind, gates, activation, reversed, false, whole);
    }

    /** The well-known recurrences. */
    public enum Kind {
        /** Long short-term memory. */
        LSTM,
        /** Gated recurrent unit whose reset gate acts before the matrix product. */
        GRU,
        /** Gated recurrent unit whose reset gate acts behind the matrix product. */
        GRU_RESET_AFTER,
        /** Fully connected recurrence. */
        SIMPLE
    }

    /**
     * Which input has a name.
     *
     * @param name the name, {@code kernel}
     * @return its number, from 0; empty if there is none
     */
    public OptionalInt input(String name) {
        for (int i = 0; i < whole.inputs().size(); i++) {
            if (whole.inputs().get(i).name().equals(name)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /**
     * How many states there are.
     *
     * @return 2 for an LSTM, else 1
     */
    public int states() {
        return kind == Kind.LSTM ? 2 : 1;
    }

    @Override
    public String name() {
        return "Recurrent." + kind;
    }

    @Override
    public List<Shape> outputs(List<Shape> inputs) {
        return whole.withInputShapes(inputs).outputs().stream()
                .map(output -> output.value().shape())
                .toList();
    }

    @Override
    public List<Value> decompose(Ops ops, List<Value> inputs) {
        return whole.inline(ops, inputs);
    }
}
