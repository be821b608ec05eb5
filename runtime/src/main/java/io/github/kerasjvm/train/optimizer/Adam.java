package io.github.kerasjvm.train.optimizer;

import io.github.kerasjvm.train.argument.Settings;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keras {@code Adam}, also the update of {@code AdamW}: {@code m += (1 - b1)(g - m); v += (1 - b2)(g² - v);
 * w -= lr sqrt(1 - b2^t) / (1 - b1^t) m / (sqrt(v) + epsilon)}, in all lines (keras-1.2.2, keras-2.3.1 optimizers.py;
 * TensorFlow {@code ApplyAdam}; keras-3.15 optimizers/adam.py). AMSGrad: {@code h = max(h, v)} stands for v in the root.
 *
 * @param beta1 how much of m stays
 * @param beta2 how much of v stays
 * @param fresh1 how much of the gradient enters m
 * @param fresh2 how much of its square enters v
 * @param epsilon added to the root
 * @param maximum whether the largest v so far is kept
 * @param hasAdaptiveEpsilon whether epsilon is multiplied by {@code sqrt(1 - b2^t)} (tf_keras, {@code adaptive_epsilon})
 */
record Adam(
        float beta1,
        float beta2,
        float fresh1,
        float fresh2,
        float epsilon,
        Maximum maximum,
        boolean hasAdaptiveEpsilon)
        implements Rule {

    /** What becomes of AMSGrad's slot. */
    enum Maximum {
        /** There is none. */
        ABSENT,
        /** There is an array of one unused number for each parameter: Keras 2.1 to 2.3 without AMSGrad. */
        PLACEHOLDER,
        /** It is kept and used. */
        KEPT
    }

    private static final Slot FIRST = Slot.of("momentum");
    private static final Slot SECOND = Slot.of("velocity");
    private static final String LARGEST = "velocity_hat";

    static Adam read(Settings settings, Line line) {
        double beta1 = settings.fraction("beta_1", 0.9);
        double beta2 = settings.fraction("beta_2", 0.999);
        boolean knows = settings.has("amsgrad") || line == Line.KERAS_2_3;
        boolean amsgrad = line != Line.KERAS_1 && settings.flag("amsgrad", false);
        boolean keepsRoom = line.isStandalone() && line != Line.KERAS_1 && knows;
        boolean adaptive = line == Line.TF_KERAS_2_11 && settings.flag("adaptive_epsilon", false);
        return new Adam(
                (float) beta1,
                (float) beta2,
                line.complement(beta1),
                line.complement(beta2),
                Epsilon.read(settings, line),
                amsgrad ? Maximum.KEPT : keepsRoom ? Maximum.PLACEHOLDER : Maximum.ABSENT,
                adaptive);
    }

    @Override
    public RuleSummary summary() {
        Set<String> marks = new HashSet<>();
        if (maximum == Maximum.KEPT) {
            marks.add("amsgrad");
        }
        if (hasAdaptiveEpsilon) {
            marks.add("adaptive_epsilon");
        }
        return new RuleSummary(Map.of("beta_1", beta1, "beta_2", beta2, "epsilon", epsilon), marks);
    }

    @Override
    public List<List<Slot>> blocks(Line line) {
        List<List<Slot>> moments =
                line.isModern() ? List.of(List.of(FIRST, SECOND)) : List.of(List.of(FIRST), List.of(SECOND));
        return switch (maximum) {
            case ABSENT -> moments;
            case PLACEHOLDER -> with(moments, new Slot(LARGEST, 0, Slot.Form.PLACEHOLDER));
            case KEPT -> with(moments, Slot.of(LARGEST));
        };
    }

    private static List<List<Slot>> with(List<List<Slot>> blocks, Slot last) {
        return java.util.stream.Stream.concat(blocks.stream(), java.util.stream.Stream.of(List.of(last)))
                .toList();
    }

    @Override
    public boolean knowsRepeats() {
        return true;
    }

    @Override
    public Runnable repeated(Turn turn, int element, float squares, float absolutes) {
        float own = turn.gradients()[element];
        turn.slot(SECOND.name())[element] += (squares - own * own) * (fresh2 / (1 - fresh2));
        return NOTHING;
    }

    @Override
    public Update begin(Turn turn) {
        float[] w = turn.weights();
        float[] g = turn.gradients();
        float[] m = turn.slot(FIRST.name());
        float[] v = turn.slot(SECOND.name());
        float correction = (float) Math.sqrt(1 - turn.power(beta2));
        float rate = turn.learningRate() * correction / (1 - turn.power(beta1));
        float added = hasAdaptiveEpsilon ? epsilon * correction : epsilon;
        if (maximum != Maximum.KEPT) {
            return piece -> loop(w, g, m, v, piece.from(), piece.to(), rate, fresh1, fresh2, added);
        }
        float[] h = turn.slot(LARGEST);
        return piece -> largest(w, g, m, v, h, piece.from(), piece.to(), rate, fresh1, fresh2, added);
    }

    private static void loop(
            float[] w,
            float[] g,
            float[] m,
            float[] v,
            int from,
            int to,
            float rate,
            float fresh1,
            float fresh2,
            float epsilon) {
        for (int i = from; i < to; i++) {
            float wi = w[i];
            float gi = g[i];
            float mi = m[i];
            float vi = v[i];
            float first = mi + (gi - mi) * fresh1;
            float second = vi + (gi * gi - vi) * fresh2;
            m[i] = first;
            v[i] = second;
            w[i] = wi - first * rate / ((float) Math.sqrt(second) + epsilon);
        }
    }

    private static void largest(
            float[] w,
            float[] g,
            float[] m,
            float[] v,
            float[] h,
            int from,
            int to,
            float rate,
            float fresh1,
            float fresh2,
            float epsilon) {
        for (int i = from; i < to; i++) {
            float wi = w[i];
            float gi = g[i];
            float mi = m[i];
            float vi = v[i];
            float hi = h[i];
            float first = mi + (gi - mi) * fresh1;
            float second = vi + (gi * gi - vi) * fresh2;
            float most = Math.max(hi, second);
            m[i] = first;
            v[i] = second;
            h[i] = most;
            w[i] = wi - first * rate / ((float) Math.sqrt(most) + epsilon);
        }
    }
}
