package io.github.kerasjvm.train.optimizer;

import io.github.kerasjvm.train.argument.Settings;
import java.util.List;

/**
 * Keras {@code Lion}: {@code w -= lr sign(b1 m + (1 - b1) g); m = b2 m + (1 - b2) g} (keras-3.15 optimizers/lion.py,
 * tf_keras-2.21 optimizers/lion.py).
 *
 * @param beta1 how much of m enters the update
 * @param beta2 how much of m stays
 */
record Lion(float beta1, float beta2) implements Rule {

    /** Its square brings the least float32 over 1. */
    private static final float HUGE = 1e30f;

    private static final Slot FIRST = Slot.of("momentum");

    static Lion read(Settings settings, Line line) {
        return new Lion((float) settings.fraction("beta_1", 0.9), (float) settings.fraction("beta_2", 0.99));
    }

    @Override
    public List<List<Slot>> blocks(Line line) {
        return List.of(List.of(FIRST));
    }

    @Override
    public boolean knowsRepeats() {
        return true;
    }

    @Override
    public Runnable repeated(Turn turn, int element, float squares, float absolutes) {
        // Nothing is squared here.
        return NOTHING;
    }

    @Override
    public Update begin(Turn turn) {
        float[] w = turn.weights();
        float[] g = turn.gradients();
        float[] m = turn.slot(FIRST.name());
        return piece -> loop(w, g, m, piece.from(), piece.to(), turn.learningRate(), beta1, beta2);
    }

    private static void loop(float[] w, float[] g, float[] m, int from, int to, float rate, float beta1, float beta2) {
        float fresh1 = 1 - beta1;
        float fresh2 = 1 - beta2;
        for (int i = from; i < to; i++) {
            float wi = w[i];
            float gi = g[i];
            float mi = m[i];
            m[i] = mi * beta2 + gi * fresh2;
            // The sign without a branch: 0 and what is no number stay, all else lands beyond 1.
            float blown = (mi * beta1 + gi * fresh1) * HUGE * HUGE;
            w[i] = wi - rate * Math.min(Math.max(blown, -1), 1);
        }
    }
}
