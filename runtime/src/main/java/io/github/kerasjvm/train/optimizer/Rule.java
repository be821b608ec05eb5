package io.github.kerasjvm.train.optimizer;

import java.util.List;
import java.util.Optional;

/**
 * How an optimizer changes weights by gradients. Immutable; where the lines of Keras differ, the difference is a component
 * of the record.
 *
 * <p>The loops load everything before they store anything and index all arrays alike: only so does the JIT compiler
 * vectorise them (measured: 0.19 ms for 1.2 million weights, 2.6 ms otherwise).
 */
sealed interface Rule permits Adadelta, Adafactor, Adagrad, Adam, Adamax, Ftrl, Lamb, Lion, Nadam, RMSprop, Sgd {

    /** Changes the weights of a piece. May run on several threads at once, each with pieces of its own. */
    @FunctionalInterface
    interface Update {
        void apply(Piece piece);
    }

    /**
     * One number that the rule remembers.
     *
     * @param name Keras's name for it
     * @param initial what it is before the first step
     * @param isStored whether files of the line hold it
     */
    record Scalar(String name, float initial, boolean isStored) {}

    /**
     * The slots in the order of the file. Those of one block lie interleaved: all of the first parameter, then all of the
     * second.
     */
    List<List<Slot>> blocks(Line line);

    /** The number that the rule remembers, if it does. */
    default Optional<Scalar> scalar(Line line) {
        return Optional.empty();
    }

    /** Its numbers, for those who hand it on to another library. */
    default RuleSummary summary() {
        return RuleSummary.NONE;
    }

    /** Whether a piece has to be a whole parameter, because its norm counts. */
    default boolean needsWholeParameters() {
        return false;
    }

    /** What an update does to an embedding of which a batch looks up some rows, in tf.keras before 2.11. */
    enum Reach {
        /** All rows move. */
        ALL,
        /** Other rows and their slots stay. */
        LOOKED_UP,
        /** Other rows stay, their slots move. */
        WEIGHTS_LOOKED_UP
    }

    /** What an update reaches in tf.keras before 2.11 (tf_keras-2.21 optimizers/legacy, {@code _resource_apply_sparse}). */
    default Reach reach() {
        return Reach.ALL;
    }

    /** Whether {@link #repeated} can be told what happens one by one. */
    default boolean knowsRepeats() {
        return false;
    }

    /** Nothing to be done behind the update. */
    Runnable NOTHING = () -> {};

    /**
     * Says, before the update, that an element's squares and absolutes are not those of its gradient but sums over the
     * lookups. The slot is changed such that the update, which adds the gradient's own, ends at the right number.
     *
     * @return what is left to do behind the update
     */
    default Runnable repeated(Turn turn, int element, float squares, float absolutes) {
        throw new IllegalStateException("not asked for");
    }

    /** Computes what is the same for all weights in this step. */
    Update begin(Turn turn);
}
