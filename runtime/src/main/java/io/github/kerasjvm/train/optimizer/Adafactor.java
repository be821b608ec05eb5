package io.github.kerasjvm.train.optimizer;

import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.train.argument.Settings;
import java.util.List;

/**
 * Keras {@code Adafactor} (keras-3.15 optimizers/adafactor.py): {@code rho = min(lr, 1 / sqrt(t)); alpha = max(epsilon_2,
 * rms(w)) rho; b = 1 - t^beta_2_decay; s = g² + epsilon_1}. A weight of rank 2 or more keeps {@code r = b r + (1 - b)
 * mean(s, -1)} and {@code c = b c + (1 - b) mean(s, -2)}, and {@code v = r / mean(r, -1) · c}; others
 * {@code v = b v + (1 - b) s}. {@code u = g / sqrt(v); w -= alpha u / max(1, rms(u) / clip_threshold)}.
 *
 * @param decay {@code beta_2_decay}, 0 or less
 * @param epsilon1 added to the squares
 * @param epsilon2 the least size of a weight
 * @param threshold the largest size of an update
 * @param isRelative whether a constant learning rate is bounded by {@code 1 / sqrt(t)}
 */
record Adafactor(float decay, float epsilon1, float epsilon2, float threshold, boolean isRelative) implements Rule {

    private static final String ROWS = "row";
    private static final String COLUMNS = "column";
    private static final Slot SECOND = Slot.of("velocity");

    static Adafactor read(Settings settings, Line line) {
        return new Adafactor(
                (float) settings.atMostZero("beta_2_decay", -0.8),
                (float) settings.number("epsilon_1", 1e-30),
                (float) settings.number("epsilon_2", 1e-3),
                (float) settings.number("clip_threshold", 1),
                settings.flag("relative_step", true));
    }

    @Override
    public List<List<Slot>> blocks(Line line) {
        // Keras 3 tracks the numbers that stand for what vectors have none of; tf.keras does not.
        boolean tracks = line == Line.KERAS_3;
        Slot.Form rows = tracks ? Slot.Form.WITHOUT_LAST_OR_NUMBER : Slot.Form.WITHOUT_LAST;
        Slot.Form columns = tracks ? Slot.Form.WITHOUT_SECOND_LAST_OR_NUMBER : Slot.Form.WITHOUT_SECOND_LAST;
        return List.of(List.of(new Slot(ROWS, 0, rows), new Slot(COLUMNS, 0, columns), SECOND));
    }

    @Override
    public boolean needsWholeParameters() {
        return true;
    }

    @Override
    public Update begin(Turn turn) {
        float inverseRoot = 1 / (float) Math.sqrt(turn.step());
        float rate =
                isRelative && !turn.isScheduled() ? Math.min(turn.learningRate(), inverseRoot) : turn.learningRate();
        float bounded = Math.min(rate, inverseRoot);
        float old = 1 - (float) Math.pow(turn.step(), decay);
        return piece -> {
            Parameter parameter = turn.parameters().layout().parameters().get(piece.index());
            if (parameter.shape().rank() >= 2) {
                factored(turn, parameter, old);
            } else {
                plain(turn.gradients(), turn.slot(SECOND.name()), piece, old);
            }
            move(turn, piece, bounded);
        };
    }

    private void plain(float[] g, float[] v, Piece piece, float old) {
        for (int i = piece.from(); i < piece.to(); i++) {
            v[i] = old * v[i] + (1 - old) * (g[i] * g[i] + epsilon1);
        }
    }

    /** The averages of rows and columns of each matrix, and what they say for each element. */
    private void factored(Turn turn, Parameter parameter, float old) {
        Shape shape = parameter.shape();
        int columns = shape.size(-1);
        int rows = shape.size(-2);
        SlotArray r = turn.state().slotArray(ROWS);
        SlotArray c = turn.state().slotArray(COLUMNS);
        int atRow = offset(r, parameter);
        int atColumn = offset(c, parameter);
        for (int at = parameter.offset(); at < parameter.end(); at += rows * columns) {
            matrix(turn, at, rows, columns, new Vector(r.values(), atRow), new Vector(c.values(), atColumn), old);
            atRow += rows;
            atColumn += columns;
        }
    }

    private record Vector(float[] values, int from) {
        void mix(int i, float old, double fresh) {
            values[from + i] = old * values[from + i] + (1 - old) * (float) fresh;
        }
    }

    private void matrix(Turn turn, int at, int rows, int columns, Vector r, Vector c, float old) {
        float[] g = turn.gradients();
        float[] v = turn.slot(SECOND.name());
        double[] byColumn = new double[columns];
        for (int i = 0; i < rows; i++) {
            double byRow = 0;
            for (int j = 0; j < columns; j++) {
                float square = g[at + i * columns + j] * g[at + i * columns + j] + epsilon1;
                byRow += square;
                byColumn[j] += square;
            }
            r.mix(i, old, byRow / columns);
        }
        double mean = 0;
        for (int i = 0; i < rows; i++) {
            mean += r.values[r.from + i];
        }
        for (int j = 0; j < columns; j++) {
            c.mix(j, old, byColumn[j] / rows);
        }
        float divisor = (float) (mean / rows);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                v[at + i * columns + j] = r.values[r.from + i] / divisor * c.values[c.from + j];
            }
        }
    }

    private static int offset(SlotArray slot, Parameter parameter) {
        return slot.layout()
                .parameters()
                .get(slot.layout().indexOf(parameter.name()))
                .offset();
    }

    private void move(Turn turn, Piece piece, float bounded) {
        float[] w = turn.weights();
        float[] g = turn.gradients();
        float[] v = turn.slot(SECOND.name());
        float alpha = Math.max(epsilon2, rootMeanSquare(w, piece)) * bounded;
        // The gradients become the update.
        for (int i = piece.from(); i < piece.to(); i++) {
            g[i] = g[i] / (float) Math.sqrt(v[i]);
        }
        float shrink = Math.max(1, rootMeanSquare(g, piece) / threshold);
        for (int i = piece.from(); i < piece.to(); i++) {
            w[i] = w[i] - alpha * (g[i] / shrink);
        }
    }

    private static float rootMeanSquare(float[] x, Piece piece) {
        return (float) Math.sqrt(Norms.squares(x, piece.from(), piece.to()) / (piece.to() - piece.from()));
    }
}
