package io.github.kerasjvm.train.optimizer;

import io.github.kerasjvm.train.argument.Settings;
import java.util.List;

/**
 * Keras {@code Lamb}: m and v as {@link Adam}; {@code u = m / (1 - b1^t) / (sqrt(v / (1 - b2^t)) + epsilon)};
 * {@code w -= |w| / |u| lr u} with the norms of the whole weight, their ratio 1 where one is 0 (keras-3.15
 * optimizers/lamb.py).
 *
 * @param beta1 how much of m stays
 * @param beta2 how much of v stays
 * @param fresh1 how much of the gradient enters m
 * @param fresh2 how much of its square enters v
 * @param epsilon added to the root
 */
record Lamb(float beta1, float beta2, float fresh1, float fresh2, float epsilon) implements Rule {

    private static final Slot FIRST = Slot.of("momentum");
    private static final Slot SECOND = Slot.of("velocity");

    static Lamb read(Settings settings, Line line) {
        double beta1 = settings.fraction("beta_1", 0.9);
        double beta2 = settings.fraction("beta_2", 0.999);
        return new Lamb(
                (float) beta1,
                (float) beta2,
                line.complement(beta1),
                line.complement(beta2),
                Epsilon.read(settings, line));
    }

    @Override
    public List<List<Slot>> blocks(Line line) {
        return List.of(List.of(FIRST, SECOND));
    }

    @Override
    public boolean needsWholeParameters() {
        return true;
    }

    @Override
    public Update begin(Turn turn) {
        float[] w = turn.weights();
        float[] g = turn.gradients();
        float[] m = turn.slot(FIRST.name());
        float[] v = turn.slot(SECOND.name());
        float correction1 = 1 - turn.power(beta1);
        float correction2 = 1 - turn.power(beta2);
        return piece -> {
            // The gradients become the update.
            update(g, m, v, piece, correction1, correction2);
            float weights = (float) Math.sqrt(Norms.squares(w, piece.from(), piece.to()));
            float updates = (float) Math.sqrt(Norms.squares(g, piece.from(), piece.to()));
            float ratio = weights > 0 && updates > 0 ? weights / updates : 1;
            subtract(w, g, piece, ratio * turn.learningRate());
        };
    }

    private void update(float[] g, float[] m, float[] v, Piece piece, float correction1, float correction2) {
        float share1 = fresh1;
        float share2 = fresh2;
        float added = epsilon;
        int to = piece.to();
        for (int i = piece.from(); i < to; i++) {
            float gi = g[i];
            float mi = m[i];
            float vi = v[i];
            float first = mi + (gi - mi) * share1;
            float second = vi + (gi * gi - vi) * share2;
            m[i] = first;
            v[i] = second;
            g[i] = first / correction1 / ((float) Math.sqrt(second / correction2) + added);
        }
    }

    private static void subtract(float[] w, float[] update, Piece piece, float rate) {
        int to = piece.to();
        for (int i = piece.from(); i < to; i++) {
            w[i] = w[i] - rate * update[i];
        }
    }
}
