package io.github.kerasjvm.train.optimizer;

import io.github.kerasjvm.train.argument.Settings;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keras {@code SGD}: {@code v = momentum v - lr g; w += v}, with Nesterov's momentum {@code w += momentum v - lr g} with the
 * new v; without a velocity {@code w -= lr g}. The same in all lines (keras-1.2.2, keras-2.3.1 optimizers.py; TensorFlow
 * {@code ApplyKerasMomentum}; keras-3.15 optimizers/sgd.py), which differ in when there is a velocity.
 *
 * @param momentum how much of the velocity stays, 0 to 1
 * @param nesterov whether the velocity is looked ahead
 * @param hasVelocity whether the velocity is kept; Keras 1 to 2.3 and tf.keras 2.11 keep it even without momentum
 */
record Sgd(float momentum, boolean nesterov, boolean hasVelocity) implements Rule {

    private static final Slot VELOCITY = Slot.of("momentum");

    static Sgd read(Settings settings, Line line) {
        double momentum = settings.fraction("momentum", 0);
        boolean nesterov = settings.flag("nesterov", false);
        boolean always = line.isStandalone() || line == Line.TF_KERAS_2_11;
        return new Sgd((float) momentum, nesterov, always || momentum != 0);
    }

    @Override
    public RuleSummary summary() {
        return new RuleSummary(Map.of("momentum", momentum), nesterov ? Set.of("nesterov") : Set.of());
    }

    @Override
    public List<List<Slot>> blocks(Line line) {
        return hasVelocity ? List.of(List.of(VELOCITY)) : List.of();
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
    public Reach reach() {
        return hasVelocity ? Reach.LOOKED_UP : Reach.ALL;
    }

    @Override
    public Update begin(Turn turn) {
        float[] w = turn.weights();
        float[] g = turn.gradients();
        float rate = turn.learningRate();
        if (!hasVelocity) {
            return piece -> plain(w, g, piece.from(), piece.to(), rate);
        }
        float[] v = turn.slot(VELOCITY.name());
        return nesterov
                ? piece -> nesterov(w, g, v, piece.from(), piece.to(), rate, momentum)
                : piece -> momentum(w, g, v, piece.from(), piece.to(), rate, momentum);
    }

    private static void plain(float[] w, float[] g, int from, int to, float rate) {
        for (int i = from; i < to; i++) {
            w[i] = w[i] - g[i] * rate;
        }
    }

    private static void momentum(float[] w, float[] g, float[] v, int from, int to, float rate, float momentum) {
        for (int i = from; i < to; i++) {
            float wi = w[i];
            float velocity = v[i] * momentum - g[i] * rate;
            v[i] = velocity;
            w[i] = wi + velocity;
        }
    }

    private static void nesterov(float[] w, float[] g, float[] v, int from, int to, float rate, float momentum) {
        for (int i = from; i < to; i++) {
            float wi = w[i];
            float step = g[i] * rate;
            float velocity = v[i] * momentum - step;
            v[i] = velocity;
            w[i] = wi + (velocity * momentum - step);
        }
    }
}
