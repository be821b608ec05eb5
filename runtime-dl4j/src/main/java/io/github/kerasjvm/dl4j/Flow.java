package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.tensor.Shape;
import java.util.Optional;

/**
 * An array on its way from one node of the network to the next.
 *
 * @param node the node, or the input of the network, that gives it
 * @param shape its shape, the same as in Keras, with an open batch
 * @param order the order of its features where that is not Keras's
 * @param mask the shape of the mask that it has in Keras; DL4J is given none
 */
record Flow(String node, Shape shape, Optional<Permutation> order, Optional<Shape> mask) {

    /** An array that is the same as in Keras. */
    Flow(String node, Shape shape) {
        this(node, shape, Optional.empty());
    }

    /** An array with its features in some order. */
    Flow(String node, Shape shape, Optional<Permutation> order) {
        this(node, shape, order, Optional.empty());
    }

    /** The same array with another mask. */
    Flow masked(Optional<Shape> by) {
        return new Flow(node, shape, order, by);
    }
}
