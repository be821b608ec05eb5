package io.github.kerasjvm.train.optimizer;

import io.github.kerasjvm.train.argument.Settings;
import java.util.List;

/**
 * Keras {@code Ftrl}: with {@code n = a + g²} and p the negative {@code learning_rate_power},
 * {@code z += g + 2 s w - (n^p - a^p) / lr w; w = (clip(z, -l1, l1) - z) / (n^p / lr + 2 (l2 + beta / (2 lr))); a = n}
 * (keras-3.15 optimizers/ftrl.py; TensorFlow {@code ApplyFtrlV2}, which tf.keras before 2.11 runs, gives the same).
 *
 * @param power p, 0 or more
 * @param initial what the accumulators begin with, 0 or more
 * @param l1 the strength of the absolutes
 * @param l2 the strength of the squares
 * @param shrinkage s
 * @param beta added to l2 in relation to the learning rate
 */
record Ftrl(float power, float initial, float l1, float l2, float shrinkage, float beta) implements Rule {

    private static final String ACCUMULATOR = "accumulator";
    private static final Slot LINEAR = Slot.of("linear");

    static Ftrl read(Settings settings, Line line) {
        return new Ftrl(
                (float) -settings.atMostZero("learning_rate_power", -0.5),
                (float) settings.atLeastZero("initial_accumulator_value", 0.1),
                (float) settings.atLeastZero("l1_regularization_strength", 0),
                (float) settings.atLeastZero("l2_regularization_strength", 0),
                (float) settings.atLeastZero("l2_shrinkage_regularization_strength", 0),
                (float) settings.number("beta", 0));
    }

    @Override
    public List<List<Slot>> blocks(Line line) {
        return List.of(List.of(Slot.of(ACCUMULATOR, initial), LINEAR));
    }

    @Override
    public Reach reach() {
        return Reach.LOOKED_UP;
    }

    @Override
    public Update begin(Turn turn) {
        float[] w = turn.weights();
        float[] g = turn.gradients();
        float[] a = turn.slot(ACCUMULATOR);
        float[] z = turn.slot(LINEAR.name());
        float rate = turn.learningRate();
        float squares = l2 + beta / (2 * rate);
        return power == 0.5f
                ? piece -> roots(w, g, a, z, piece, rate, squares)
                : piece -> powers(w, g, a, z, piece, rate, squares);
    }

    private void roots(float[] w, float[] g, float[] a, float[] z, Piece piece, float rate, float squares) {
        float absolutes = l1;
        float shrinks = 2 * shrinkage;
        int to = piece.to();
        for (int i = piece.from(); i < to; i++) {
            float wi = w[i];
            float gi = g[i];
            float ai = a[i];
            float sum = ai + gi * gi;
            float root = (float) Math.sqrt(sum);
            float linear = z[i] + (gi + shrinks * wi - (root - (float) Math.sqrt(ai)) / rate * wi);
            float clipped = Math.min(Math.max(linear, -absolutes), absolutes);
            a[i] = sum;
            z[i] = linear;
            w[i] = (clipped - linear) / (root / rate + 2 * squares);
        }
    }

    private void powers(float[] w, float[] g, float[] a, float[] z, Piece piece, float rate, float squares) {
        float shrinks = 2 * shrinkage;
        for (int i = piece.from(); i < piece.to(); i++) {
            float sum = a[i] + g[i] * g[i];
            float raised = (float) Math.pow(sum, power);
            z[i] += g[i] + shrinks * w[i] - (raised - (float) Math.pow(a[i], power)) / rate * w[i];
            float clipped = Math.min(Math.max(z[i], -l1), l1);
            w[i] = (clipped - z[i]) / (raised / rate + 2 * squares);
            a[i] = sum;
        }
    }
}
