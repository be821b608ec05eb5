package io.github.kerasjvm.train.optimizer;

import io.github.kerasjvm.train.argument.Settings;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keras {@code Adadelta}: {@code a = rho a + (1 - rho) g²; u = g sqrt(d + epsilon) / sqrt(a + epsilon); w -= lr u;
 * d = rho d + (1 - rho) u²}, in all lines (keras-1.2.2, keras-2.3.1 optimizers.py; TensorFlow {@code ApplyAdadelta};
 * keras-3.15 optimizers/adadelta.py).
 *
 * @param rho how much of the averages stays, 0 to 1
 * @param fresh how much of the new squares enters them
 * @param epsilon added within both roots
 */
record Adadelta(float rho, float fresh, float epsilon) implements Rule {

    private static final Slot SQUARES = Slot.of("accumulated_grad");
    private static final Slot UPDATES = Slot.of("accumulated_delta_var");

    static Adadelta read(Settings settings, Line line) {
        double rho = settings.fraction("rho", 0.95);
        // Keras 1 to 2.3 keep rho as Python's number here: optimizers.py of 2.3.1, class Adadelta.
        float fresh = line == Line.TF_KERAS ? 1 - (float) rho : (float) (1 - rho);
        return new Adadelta((float) rho, fresh, Epsilon.read(settings, line));
    }

    @Override
    public RuleSummary summary() {
        return new RuleSummary(Map.of("rho", rho, "epsilon", epsilon), Set.of());
    }

    @Override
    public List<List<Slot>> blocks(Line line) {
        return line.isModern() ? List.of(List.of(SQUARES, UPDATES)) : List.of(List.of(SQUARES), List.of(UPDATES));
    }

    @Override
    public boolean knowsRepeats() {
        return true;
    }

    @Override
    public Runnable repeated(Turn turn, int element, float squares, float absolutes) {
        // Keras 3 squares the updates one by one as well; they share the factor of the gradients.
        float[] a = turn.slot(SQUARES.name());
        float[] d = turn.slot(UPDATES.name());
        float own = turn.gradients()[element];
        float more = squares - own * own;
        a[element] += more * (fresh / rho);
        float before = d[element];
        return () -> d[element] += fresh * more * (before + epsilon) / (a[element] + epsilon);
    }

    @Override
    public Reach reach() {
        return Reach.LOOKED_UP;
    }

    @Override
    public Update begin(Turn turn) {
        float[] w = turn.weights();
        float[] g = turn.gradients();
        float[] a = turn.slot(SQUARES.name());
        float[] d = turn.slot(UPDATES.name());
        return piece -> loop(w, g, a, d, piece.from(), piece.to(), turn.learningRate(), rho, fresh, epsilon);
    }

    private static void loop(
            float[] w,
            float[] g,
            float[] a,
            float[] d,
            int from,
            int to,
            float rate,
            float rho,
            float fresh,
            float epsilon) {
        for (int i = from; i < to; i++) {
            float wi = w[i];
            float gi = g[i];
            float di = d[i];
            float square = rho * a[i] + fresh * (gi * gi);
            float update = (float) Math.sqrt(di + epsilon) * gi / (float) Math.sqrt(square + epsilon);
            a[i] = square;
            d[i] = rho * di + fresh * (update * update);
            w[i] = wi - rate * update;
        }
    }
}
