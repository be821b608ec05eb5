package io.github.kerasjvm.train.optimizer;

import io.github.kerasjvm.tensor.Shape;

/**
 * One array of an optimizer's state in a file.
 *
 * @param kind what it holds
 * @param name Keras's name for the slot; empty for the count and the learning rate
 * @param parameter the parameter that it belongs to; empty for one of the optimizer as a whole
 * @param shape its shape
 */
record StateEntry(Kind kind, String name, String parameter, Shape shape) {

    /** What an entry holds. */
    enum Kind {
        /** How many steps are done. */
        ITERATIONS,
        /** The learning rate. */
        LEARNING_RATE,
        /** A number that the rule remembers. */
        SCALAR,
        /** A parameter's part of a slot. */
        SLOT
    }

    /** As messages name it. */
    String label() {
        return switch (kind) {
            case ITERATIONS -> "the number of iterations";
            case LEARNING_RATE -> "the learning rate";
            case SCALAR -> name;
            case SLOT -> name + " of " + parameter;
        };
    }
}
