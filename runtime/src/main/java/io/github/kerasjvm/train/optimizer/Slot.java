package io.github.kerasjvm.train.optimizer;

import io.github.kerasjvm.tensor.Shape;
import java.util.Optional;

/**
 * An array that an optimizer keeps for each parameter.
 *
 * @param name Keras's name for it, {@code momentum}
 * @param initial what it holds before the first step
 * @param form which shape it has
 */
record Slot(String name, float initial, Form form) {

    /** The shape of a slot. */
    enum Form {
        /** The parameter's. */
        SAME,
        /** The parameter's without its last axis; none for parameters of rank 0 or 1. */
        WITHOUT_LAST,
        /** The parameter's without the axis before its last; none for parameters of rank 0 or 1. */
        WITHOUT_SECOND_LAST,
        /** The parameter's without its last axis; an unused number for parameters of rank 0 or 1. */
        WITHOUT_LAST_OR_NUMBER,
        /** The parameter's without the axis before its last; an unused number for parameters of rank 0 or 1. */
        WITHOUT_SECOND_LAST_OR_NUMBER,
        /** One number that nothing is computed from. */
        PLACEHOLDER
    }

    static Slot of(String name) {
        return new Slot(name, 0, Form.SAME);
    }

    static Slot of(String name, float initial) {
        return new Slot(name, initial, Form.SAME);
    }

    /** The shape for a parameter; empty if it has no such slot. */
    Optional<Shape> shape(Shape parameter) {
        int rank = parameter.rank();
        return switch (form) {
            case SAME -> Optional.of(parameter);
            case WITHOUT_LAST -> rank < 2 ? Optional.empty() : Optional.of(parameter.without(-1));
            case WITHOUT_SECOND_LAST -> rank < 2 ? Optional.empty() : Optional.of(parameter.without(-2));
            case WITHOUT_LAST_OR_NUMBER -> Optional.of(rank < 2 ? Shape.SCALAR : parameter.without(-1));
            case WITHOUT_SECOND_LAST_OR_NUMBER -> Optional.of(rank < 2 ? Shape.SCALAR : parameter.without(-2));
            case PLACEHOLDER -> Optional.of(Shape.of(1));
        };
    }
}
