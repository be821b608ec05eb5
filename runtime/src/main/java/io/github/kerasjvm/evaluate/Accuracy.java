package io.github.kerasjvm.evaluate;

import java.util.Optional;

/**
 * How often a model is right.
 *
 * @param kind how that was decided
 * @param correct how many decisions are right
 * @param decisions how many there are: one for each position, {@code rows} for outputs {@code [batch, classes]}
 * @param confusion which class was taken for which; empty for several labels in one row, and beyond 1000 classes
 */
public record Accuracy(Kind kind, long correct, long decisions, Optional<ConfusionMatrix> confusion) {

    /** What {@code accuracy} means, as Keras resolves it. */
    public enum Kind {
        /** Each element above 0.5 against its label: {@code binary_accuracy}. */
        BINARY,
        /** The place of the largest element against the class: {@code categorical_accuracy} and its sparse form. */
        CATEGORICAL
    }

    /**
     * The share of right decisions.
     *
     * @return 0 to 1; not a number if there was nothing to decide
     */
    public double value() {
        return (double) correct / decisions;
    }
}
