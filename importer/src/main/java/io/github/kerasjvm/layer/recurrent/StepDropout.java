package io.github.kerasjvm.layer.recurrent;

import io.github.kerasjvm.config.RecurrentDropoutRule;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.InvertedDropout;
import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * What a cell drops in training. What stays is scaled up by {@code 1 / (1 - rate)}. At inference nothing is dropped.
 *
 * @param input the share of the input, {@code dropout}; in Keras 1 {@code dropout_W}
 * @param state the share of the state, {@code recurrent_dropout}; in Keras 1 {@code dropout_U}
 * @param masks how many numbers are drawn for each element: one for all gates, or one for each
 * @param rule what the file's generation does
 */
record StepDropout(double input, double state, int masks, RecurrentDropoutRule rule) {

    /** Nothing is dropped. */
    static final StepDropout NONE = new StepDropout(0, 0, 1, RecurrentDropoutRule.UNKNOWN);

    /** The dropout of a cell without gates. In Keras 1 the input is dropped with {@code consume_less: cpu} alone. */
    static StepDropout ofSimple(Args args) {
        StepDropout own = of(args, 1);
        boolean keepsInput = args.semantics().recurrentDropout() == RecurrentDropoutRule.KERAS_1
                && !consumeLess(args).equals("cpu");
        return keepsInput ? new StepDropout(0, own.state, 1, own.rule) : own;
    }

    /**
     * The dropout of a cell with gates.
     *
     * @param args the arguments of the cell, or of the layer that is its own cell
     * @param gates how many gates there are
     */
    static StepDropout ofGates(Args args, int gates) {
        double states = share(args, "recurrent_dropout", "dropout_U");
        int implementation = args.integer("implementation", 2);
        boolean byGate =
                switch (args.semantics().recurrentDropout()) {
                    case KERAS_3 -> states != 0 || implementation == 1;
                    case TENSORFLOW -> states != 0 || implementation != 2;
                    case STANDALONE, UNKNOWN -> implementation != 2;
                    case KERAS_1 -> !consumeLess(args).equals("gpu");
                };
        return of(args, byGate ? gates : 1);
    }

    /** The dropout of a cell with convolutions, which always has a mask for each gate. */
    static StepDropout ofConvolutions(Args args, int gates) {
        return of(args, gates);
    }

    private static StepDropout of(Args args, int masks) {
        double input = share(args, "dropout", "dropout_W");
        double state = share(args, "recurrent_dropout", "dropout_U");
        // The generations disagree about what it means to drop everything.
        boolean isUsual = input < 1 && state < 1;
        RecurrentDropoutRule rule = args.semantics().recurrentDropout();
        return new StepDropout(input, state, masks, isUsual ? rule : RecurrentDropoutRule.UNKNOWN);
    }

    private static double share(Args args, String name, String inKeras1) {
        double share = Math.max(args.number(name, 0), args.number(inKeras1, 0));
        return Math.min(1, Math.max(0, share));
    }

    private static String consumeLess(Args args) {
        return args.word("consume_less", "cpu", "cpu", "mem", "gpu");
    }

    /**
     * The dropout of a layer of Keras inside TensorFlow that cuDNN could run: it multiplies the whole sequence by one mask of
     * its size, whatever the file says about the gates (tf_keras/src/layers/rnn/lstm.py, {@code call}).
     */
    StepDropout onWhole(Args args, boolean couldRun) {
        boolean fits = rule == RecurrentDropoutRule.TENSORFLOW && couldRun && state == 0 && !args.flag("unroll", false);
        return fits ? new StepDropout(input, 0, 1, rule) : this;
    }

    /** Whether a GRU keeps what is left of its state, not the state. */
    boolean mixesDropped() {
        return rule == RecurrentDropoutRule.STANDALONE && masks == 1 && state != 0;
    }

    /** Whether cells may stand in a cell: Keras 2 on its own then draws in each step, and nobody has checked what. */
    boolean drawsInStack() {
        return rule != RecurrentDropoutRule.STANDALONE;
    }

    /** How many masks the input has. */
    int inputs() {
        return input == 0 ? 0 : masks;
    }

    /** How many masks the state has. */
    int states() {
        return state == 0 ? 0 : masks;
    }

    /**
     * Draws the masks of a step of training.
     *
     * @param training the step
     * @param ops where to append
     * @param steps the shape of the input, {@code [batch, steps, …]}, known
     * @param kept the shape of the state, with the batch first
     * @param unrolled whether the steps are unrolled
     * @return the masks
     */
    StepMasks draw(Training training, Ops ops, Shape steps, Shape kept, boolean unrolled) {
        if (input == 0 && state == 0) {
            return StepMasks.NONE;
        }
        if (rule == RecurrentDropoutRule.UNKNOWN) {
            throw training.refused("drops a share of " + input + " of its input and " + state
                    + " of its states in training, in a way that is not known here for the release of Keras that wrote the"
                    + " file; set dropout and recurrent_dropout to 0 to train without it");
        }
        int drawn = rule == RecurrentDropoutRule.TENSORFLOW && !unrolled ? steps.size(1) : 1;
        Shape states = kept.from(1).after(steps.size(0), drawn);
        return new StepMasks(
                draw(training, ops, input, inputs(), steps.with(1, drawn)),
                draw(training, ops, state, states(), states).stream()
                        .map(mask -> StepMasks.repeated(ops, mask, steps.size(1)))
                        .toList());
    }

    private static List<Value> draw(Training training, Ops ops, double rate, int count, Shape shape) {
        List<Value> drawn = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            drawn.add(InvertedDropout.mask(ops, training, rate, shape));
        }
        return drawn;
    }
}
