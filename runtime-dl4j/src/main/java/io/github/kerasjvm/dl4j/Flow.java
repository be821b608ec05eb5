package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.tensor.Shape;
import java.util.Optional;

/**
 * An array on its way from one node of the network to the next.
 *
 * @param node the node, or the input of the network, that gives it
 * @param shape its shape, the same as in Keras, with an open batch
 * @param order the order of its features where that is not Keras's
 */
record Flow(String node, Shape shape, Optional<Permutation> order) {

    /** An array that is the same as in Keras. */
    Flow(String node, Shape shape) {
        this(node, shape, Optional.empty());
    }
}
