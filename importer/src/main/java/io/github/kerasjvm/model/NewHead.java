package io.github.kerasjvm.model;

import java.util.Optional;

/**
 * Another head for a trained model, so that what it has learned serves for other classes: the last layer with weights begins anew
 * with another number of units. Immutable; each option gives a new value.
 *
 * @param units how many classes, 1 or more
 * @param layer the path of the layer to be replaced; empty for the last one with weights before the output
 * @param activation Keras's name of what is applied last; empty for what the file says
 * @param freezesBase whether all other layers stay as they are in training
 * @param seed decides the first weights
 */
public record NewHead(int units, Optional<String> layer, Optional<String> activation, boolean freezesBase, long seed) {

    /**
     * Checks the number.
     *
     * @param units how many classes
     * @param layer the path of the layer to be replaced
     * @param activation Keras's name of what is applied last
     * @param freezesBase whether all other layers stay as they are in training
     * @param seed decides the first weights
     */
    public NewHead {
        if (units < 1) {
            throw new IllegalArgumentException("a head of " + units + " units; expected 1 or more");
        }
    }

    /**
     * A head for some classes.
     *
     * @param classes how many, 1 or more
     * @return the head, in place of the last layer with weights, with the activation that it has, and the seed 0
     */
    public static NewHead of(int classes) {
        return new NewHead(classes, Optional.empty(), Optional.empty(), false, 0);
    }

    /**
     * The same in place of a layer.
     *
     * @param path the layer's path, {@code outer/inner}
     * @return the head
     */
    public NewHead at(String path) {
        return new NewHead(units, Optional.of(path), activation, freezesBase, seed);
    }

    /**
     * The same with another activation.
     *
     * @param name Keras's name, {@code softmax}
     * @return the head
     */
    public NewHead activation(String name) {
        return new NewHead(units, layer, Optional.of(name), freezesBase, seed);
    }

    /**
     * The same with all other layers frozen.
     *
     * @return the head
     */
    public NewHead freezingBase() {
        return new NewHead(units, layer, activation, true, seed);
    }

    /**
     * The same with other first weights.
     *
     * @param number decides them
     * @return the head
     */
    public NewHead seed(long number) {
        return new NewHead(units, layer, activation, freezesBase, number);
    }
}
