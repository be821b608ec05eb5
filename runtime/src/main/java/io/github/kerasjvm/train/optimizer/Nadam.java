package io.github.kerasjvm.train.optimizer;

import io.github.kerasjvm.train.argument.Settings;
import java.util.List;
import java.util.Optional;

/**
 * Keras {@code Nadam}: with {@code u_t = b1 (1 - 0.5 · 0.96^(t s))} and {@code P_t = P_(t-1) u_t},
 * {@code w -= lr [(1 - u_t) g / (1 - P_t) + u_(t+1) m / (1 - P_t u_(t+1))] / (sqrt(v / (1 - b2^t)) + epsilon)}.
 * s is 0.004 in Keras 1 to 2.3 and in tf.keras before 2.11 (keras-2.3.1 optimizers.py, tf_keras-2.21 legacy/nadam.py), 1
 * in tf.keras since and in Keras 3 (keras-3.15 optimizers/nadam.py).
 *
 * @param beta1 how much of m stays
 * @param beta2 how much of v stays
 * @param epsilon added to the root
 * @param schedule s
 * @param product how P moves on
 */
record Nadam(float beta1, float beta2, float epsilon, float schedule, Product product) implements Rule {

    /** How the product of the schedule moves on. */
    enum Product {
        /** Once in each step. */
        BY_STEP,
        /**
         * tf_keras multiplies it once for each parameter, because its counter is read when the graph is traced
         * (tf_keras-2.21 optimizers/nadam.py, {@code _u_product_counter}). In a model that was loaded, parameter i (from 0)
         * leaves it out at step i alone; measured, also that a model trained without being saved does so at another step.
         */
        BY_PARAMETER
    }

    private static final Slot FIRST = Slot.of("momentum");
    private static final Slot SECOND = Slot.of("velocity");
    private static final String PRODUCT = "m_schedule";

    static Nadam read(Settings settings, Line line) {
        double schedule =
                switch (line) {
                    case KERAS_1, KERAS_2, KERAS_2_3 -> settings.number("schedule_decay", 0.004);
                    case TF_KERAS -> settings.number("decay", 0.004);
                    case TF_KERAS_2_11, KERAS_3 -> 1;
                };
        return new Nadam(
                (float) settings.fraction("beta_1", 0.9),
                (float) settings.fraction("beta_2", 0.999),
                Epsilon.read(settings, line),
                (float) schedule,
                line == Line.TF_KERAS_2_11 ? Product.BY_PARAMETER : Product.BY_STEP);
    }

    @Override
    public List<List<Slot>> blocks(Line line) {
        return line.isModern() ? List.of(List.of(FIRST, SECOND)) : List.of(List.of(FIRST), List.of(SECOND));
    }

    @Override
    public Optional<Scalar> scalar(Line line) {
        boolean isStored = line == Line.KERAS_2_3 || line == Line.TF_KERAS || line == Line.KERAS_3;
        return Optional.of(new Scalar(PRODUCT, 1, isStored));
    }

    @Override
    public boolean knowsRepeats() {
        return true;
    }

    @Override
    public Runnable repeated(Turn turn, int element, float squares, float absolutes) {
        float own = turn.gradients()[element];
        turn.slot(SECOND.name())[element] += (squares - own * own) * ((1 - beta2) / beta2);
        return NOTHING;
    }

    @Override
    public Reach reach() {
        return Reach.WEIGHTS_LOOKED_UP;
    }

    @Override
    public Update begin(Turn turn) {
        float now = momentum(turn.step());
        float next = momentum(turn.step() + 1);
        float[] products = new float[turn.parameters().layout().parameters().size()];
        float product = turn.state().scalar(PRODUCT);
        for (int i = 0; i < products.length; i++) {
            boolean moves = product() == Product.BY_STEP ? i == 0 : turn.step() != i;
            product = moves ? product * now : product;
            products[i] = product;
        }
        turn.state().setScalar(PRODUCT, product);
        float[] w = turn.weights();
        float[] g = turn.gradients();
        float[] m = turn.slot(FIRST.name());
        float[] v = turn.slot(SECOND.name());
        float correction = 1 - turn.power(beta2);
        return piece -> {
            float known = products[piece.index()];
            loop(
                    new Factors(
                            turn.learningRate(),
                            1 - beta1,
                            1 - beta2,
                            1 - now,
                            1 - known,
                            next,
                            1 - known * next,
                            correction,
                            epsilon),
                    piece,
                    w,
                    g,
                    m,
                    v);
        };
    }

    /** {@code u_t}. */
    private float momentum(float step) {
        return beta1 * (1 - 0.5f * (float) Math.pow(0.96f, step * schedule));
    }

    private record Factors(
            float rate,
            float fresh1,
            float fresh2,
            float share,
            float divisor,
            float nextShare,
            float nextDivisor,
            float correction,
            float epsilon) {}

    private static void loop(Factors factors, Piece piece, float[] w, float[] g, float[] m, float[] v) {
        float rate = factors.rate;
        float fresh1 = factors.fresh1;
        float fresh2 = factors.fresh2;
        float share = factors.share;
        float divisor = factors.divisor;
        float nextShare = factors.nextShare;
        float nextDivisor = factors.nextDivisor;
        float correction = factors.correction;
        float epsilon = factors.epsilon;
        int to = piece.to();
        for (int i = piece.from(); i < to; i++) {
            float wi = w[i];
            float gi = g[i];
            float mi = m[i];
            float vi = v[i];
            float first = mi + (gi - mi) * fresh1;
            float second = vi + (gi * gi - vi) * fresh2;
            float mean = nextShare * first / nextDivisor + share * gi / divisor;
            m[i] = first;
            v[i] = second;
            w[i] = wi - mean * rate / ((float) Math.sqrt(second / correction) + epsilon);
        }
    }
}
