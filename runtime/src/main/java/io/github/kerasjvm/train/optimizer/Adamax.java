package io.github.kerasjvm.train.optimizer;

import io.github.kerasjvm.train.argument.Settings;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keras {@code Adamax}: {@code m += (1 - b1)(g - m); u = max(b2 u, |g|); w -= lr / (1 - b1^t) m / (u + epsilon)}, in all
 * lines (keras-1.2.2, keras-2.3.1 optimizers.py; TensorFlow {@code ApplyAdaMax}; keras-3.15 optimizers/adamax.py).
 *
 * @param beta1 how much of m stays
 * @param beta2 how much of u stays
 * @param fresh1 how much of the gradient enters m
 * @param epsilon added to u
 */
record Adamax(float beta1, float beta2, float fresh1, float epsilon) implements Rule {

    private static final Slot FIRST = Slot.of("momentum");
    private static final Slot NORM = Slot.of("norm");

    static Adamax read(Settings settings, Line line) {
        double beta1 = settings.fraction("beta_1", 0.9);
        double beta2 = settings.fraction("beta_2", 0.999);
        return new Adamax((float) beta1, (float) beta2, line.complement(beta1), Epsilon.read(settings, line));
    }

    @Override
    public RuleSummary summary() {
        return new RuleSummary(Map.of("beta_1", beta1, "beta_2", beta2, "epsilon", epsilon), Set.of());
    }

    @Override
    public List<List<Slot>> blocks(Line line) {
        return line.isModern() ? List.of(List.of(FIRST, NORM)) : List.of(List.of(FIRST), List.of(NORM));
    }

    @Override
    public boolean knowsRepeats() {
        return true;
    }

    @Override
    public Runnable repeated(Turn turn, int element, float squares, float absolutes) {
        float[] u = turn.slot(NORM.name());
        u[element] = Math.max(u[element], absolutes / beta2);
        return NOTHING;
    }

    @Override
    public Reach reach() {
        return Reach.LOOKED_UP;
    }

    @Override
    public Update begin(Turn turn) {
        float[] w = turn.weights();
        float[] g = turn.gradients();
        float[] m = turn.slot(FIRST.name());
        float[] u = turn.slot(NORM.name());
        float rate = turn.learningRate() / (1 - turn.power(beta1));
        return piece -> loop(w, g, m, u, piece.from(), piece.to(), rate, fresh1, beta2, epsilon);
    }

    private static void loop(
            float[] w,
            float[] g,
            float[] m,
            float[] u,
            int from,
            int to,
            float rate,
            float fresh1,
            float beta2,
            float epsilon) {
        for (int i = from; i < to; i++) {
            float wi = w[i];
            float gi = g[i];
            float mi = m[i];
            float first = mi + (gi - mi) * fresh1;
            float norm = Math.max(beta2 * u[i], Math.abs(gi));
            m[i] = first;
            u[i] = norm;
            w[i] = wi - rate * first / (norm + epsilon);
        }
    }
}
