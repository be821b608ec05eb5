package io.github.kerasjvm.train.optimizer;

import io.github.kerasjvm.train.argument.Settings;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keras {@code Adagrad}: {@code a += g²}; then {@code w -= lr g / (sqrt(a) + epsilon)} in Keras 1 to 2.3 and tf.keras before
 * 2.11 (keras-2.3.1 optimizers.py, TensorFlow {@code ApplyAdagradV2}), {@code w -= lr g / sqrt(a + epsilon)} in tf.keras
 * since and in Keras 3 (keras-3.15 optimizers/adagrad.py).
 *
 * @param initial what the accumulators begin with, 0 or more
 * @param epsilon added to the root
 * @param place where it is added
 */
record Adagrad(float initial, float epsilon, Epsilon place) implements Rule {

    private static final String ACCUMULATOR = "accumulator";

    static Adagrad read(Settings settings, Line line) {
        double initial = line.isStandalone() ? 0 : settings.atLeastZero("initial_accumulator_value", 0.1);
        Epsilon place = line.isModern() ? Epsilon.INSIDE : Epsilon.OUTSIDE;
        return new Adagrad((float) initial, Epsilon.read(settings, line), place);
    }

    @Override
    public RuleSummary summary() {
        Set<String> marks = place == Epsilon.INSIDE ? Set.of(RuleSummary.EPSILON_INSIDE) : Set.of();
        return new RuleSummary(Map.of("epsilon", epsilon), marks);
    }

    @Override
    public List<List<Slot>> blocks(Line line) {
        return List.of(List.of(Slot.of(ACCUMULATOR, initial)));
    }

    @Override
    public boolean knowsRepeats() {
        return true;
    }

    @Override
    public Runnable repeated(Turn turn, int element, float squares, float absolutes) {
        float own = turn.gradients()[element];
        turn.slot(ACCUMULATOR)[element] += (squares - own * own) * (1);
        return NOTHING;
    }

    @Override
    public Update begin(Turn turn) {
        float[] w = turn.weights();
        float[] g = turn.gradients();
        float[] a = turn.slot(ACCUMULATOR);
        float within = place == Epsilon.INSIDE ? epsilon : 0;
        float behind = place == Epsilon.OUTSIDE ? epsilon : 0;
        return piece -> loop(w, g, a, piece.from(), piece.to(), turn.learningRate(), within, behind);
    }

    private static void loop(
            float[] w, float[] g, float[] a, int from, int to, float rate, float within, float behind) {
        for (int i = from; i < to; i++) {
            float wi = w[i];
            float gi = g[i];
            float sum = a[i] + gi * gi;
            a[i] = sum;
            w[i] = wi - rate * gi / ((float) Math.sqrt(sum + within) + behind);
        }
    }
}
