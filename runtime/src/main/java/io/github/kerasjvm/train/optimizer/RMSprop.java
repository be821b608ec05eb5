package io.github.kerasjvm.train.optimizer;

import io.github.kerasjvm.train.argument.Settings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keras {@code RMSprop}: {@code a = rho a + (1 - rho) g²}; the update is {@code lr g / (sqrt(a) + epsilon)} in Keras 1 to
 * 2.3 and in tf.keras before 2.11 without momentum (keras-2.3.1 optimizers.py, tf_keras-2.21 legacy/rmsprop.py), and
 * {@code lr g / sqrt(a + epsilon)} in tf.keras before 2.11 with momentum (TensorFlow {@code ApplyRMSProp}), in tf.keras
 * since and in Keras 3 (keras-3.15 optimizers/rmsprop.py). Centered, {@code c = rho c + (1 - rho) g} and {@code a - c²}
 * stands for a. With momentum {@code m = momentum m + update; w -= m}.
 *
 * @param rho how much of the averages stays, 0 to 1
 * @param fresh how much of the gradient enters them
 * @param momentum how much of the last update stays, 0 for none
 * @param centered whether the squared average of the gradients is taken off
 * @param epsilon added to the root
 * @param place where it is added
 */
record RMSprop(float rho, float fresh, float momentum, boolean centered, float epsilon, Epsilon place) implements Rule {

    private static final Slot SQUARES = Slot.of("velocity");
    private static final Slot MOMENTUM = Slot.of("momentum");
    private static final Slot AVERAGE = Slot.of("average_gradient");

    static RMSprop read(Settings settings, Line line) {
        double rho = settings.fraction("rho", 0.9);
        double momentum = line.isStandalone() ? 0 : settings.fraction("momentum", 0);
        boolean centered = !line.isStandalone() && settings.flag("centered", false);
        boolean inside = line.isModern() || momentum > 0;
        return new RMSprop(
                (float) rho,
                line.complement(rho),
                (float) momentum,
                centered,
                Epsilon.read(settings, line),
                inside ? Epsilon.INSIDE : Epsilon.OUTSIDE);
    }

    @Override
    public RuleSummary summary() {
        Set<String> marks = new HashSet<>();
        if (centered) {
            marks.add("centered");
        }
        if (place == Epsilon.INSIDE) {
            marks.add(RuleSummary.EPSILON_INSIDE);
        }
        return new RuleSummary(Map.of("rho", rho, "momentum", momentum, "epsilon", epsilon), marks);
    }

    @Override
    public List<List<Slot>> blocks(Line line) {
        List<List<Slot>> blocks = new ArrayList<>();
        blocks.add(List.of(SQUARES));
        if (momentum > 0) {
            blocks.add(List.of(MOMENTUM));
        }
        if (centered) {
            blocks.add(List.of(AVERAGE));
        }
        return blocks;
    }

    @Override
    public boolean knowsRepeats() {
        return true;
    }

    @Override
    public Runnable repeated(Turn turn, int element, float squares, float absolutes) {
        float own = turn.gradients()[element];
        turn.slot(SQUARES.name())[element] += (squares - own * own) * (fresh / rho);
        return NOTHING;
    }

    @Override
    public Reach reach() {
        return momentum > 0 ? Reach.LOOKED_UP : Reach.ALL;
    }

    @Override
    public Update begin(Turn turn) {
        float[] w = turn.weights();
        float[] g = turn.gradients();
        float[] a = turn.slot(SQUARES.name());
        float[] c = centered ? turn.slot(AVERAGE.name()) : null;
        float[] m = momentum > 0 ? turn.slot(MOMENTUM.name()) : null;
        float rate = turn.learningRate();
        return piece -> {
            int from = piece.from();
            int to = piece.to();
            // The gradients are not needed any more behind the update: they become it.
            if (centered) {
                centeredUpdate(g, a, c, from, to, rate);
            } else {
                update(g, a, from, to, rate);
            }
            if (m != null) {
                withMomentum(w, g, m, from, to, momentum);
            } else {
                subtract(w, g, from, to);
            }
        };
    }

    private void update(float[] g, float[] a, int from, int to, float rate) {
        float old = rho;
        float share = fresh;
        float within = place == Epsilon.INSIDE ? epsilon : 0;
        float behind = place == Epsilon.OUTSIDE ? epsilon : 0;
        for (int i = from; i < to; i++) {
            float gi = g[i];
            float square = old * a[i] + share * (gi * gi);
            a[i] = square;
            g[i] = rate * gi / ((float) Math.sqrt(square + within) + behind);
        }
    }

    private void centeredUpdate(float[] g, float[] a, float[] c, int from, int to, float rate) {
        float old = rho;
        float share = fresh;
        float within = place == Epsilon.INSIDE ? epsilon : 0;
        float behind = place == Epsilon.OUTSIDE ? epsilon : 0;
        for (int i = from; i < to; i++) {
            float gi = g[i];
            float square = old * a[i] + share * (gi * gi);
            float average = old * c[i] + share * gi;
            a[i] = square;
            c[i] = average;
            g[i] = rate * gi / ((float) Math.sqrt(square - average * average + within) + behind);
        }
    }

    private static void withMomentum(float[] w, float[] update, float[] m, int from, int to, float momentum) {
        for (int i = from; i < to; i++) {
            float wi = w[i];
            float moved = momentum * m[i] + update[i];
            m[i] = moved;
            w[i] = wi - moved;
        }
    }

    private static void subtract(float[] w, float[] update, int from, int to) {
        for (int i = from; i < to; i++) {
            w[i] = w[i] - update[i];
        }
    }
}
