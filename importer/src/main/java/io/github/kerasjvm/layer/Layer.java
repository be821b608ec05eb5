package io.github.kerasjvm.layer;

import io.github.kerasjvm.config.Arguments;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A layer with its arguments, read and checked. Immutable; holds no weights. A layer with one input and one output
 * implements {@link UnaryLayer}.
 */
public interface Layer {

    /**
     * The layer as one call uses it. A layer that takes nothing but tensors, in order, need not care; one whose call has
     * further arguments gives a layer that knows them.
     *
     * @param arguments the arguments of the call, but for {@code training} and {@code mask}
     * @param problems takes what cannot be honoured
     * @return the layer for this call; with the same weights
     */
    default Layer called(Arguments arguments, Problems problems) {
        CallArguments.requireTensors(arguments, problems);
        return this;
    }

    /**
     * Whether the layer keeps what it computed for the next call, so that Keras's results depend on the calls before.
     *
     * @return false by default
     */
    default boolean isStateful() {
        return false;
    }

    /**
     * Inputs of the call whose masks are taken away, so that what runs after it sees none.
     *
     * @return their numbers; none by default
     */
    default List<Integer> unmasks() {
        return List.of();
    }

    /**
     * The shapes of the results of a call.
     *
     * @param inputs the shapes of the inputs; sizes may be {@link Shape#ANY}, the first is the batch
     * @param problems takes what is wrong with the inputs
     * @return one shape for each result; {@link Shape#UNKNOWN} where a problem was found
     */
    List<Shape> outputs(List<Shape> inputs, Problems problems);

    /**
     * The arrays that the layer stores, in the order of every file format.
     *
     * @param inputs the shapes of the inputs, which {@link #outputs} has accepted
     * @return the arrays; empty for a layer without weights
     */
    List<WeightSpec> weights(List<Shape> inputs);

    /**
     * How many variables a {@code .keras} archive holds at a place of the layer before those that belong there, because they
     * are those of a part that are stored there, too.
     *
     * @return how many by place, which is empty for the layer itself; none by default
     */
    default Map<String, Integer> repeatedVariables() {
        return Map.of();
    }

    /**
     * The weights as the same layer of Keras 3 has them.
     *
     * @param weights the weights of a file of an older generation, by name
     * @return the weights by their names there; the same unless a layer stores them otherwise in Keras 3
     */
    default Map<String, Tensor> liftedWeights(Map<String, Tensor> weights) {
        return weights;
    }

    /**
     * Appends the operations of one call at inference.
     *
     * @param call where to append, the inputs and the weights
     * @return one value for each result
     */
    List<Value> lower(Lowering call);

    /**
     * The masks of the results, {@code [batch, steps]} with 1 where a step counts and 0 where it is to be passed over.
     *
     * @param call the same call that {@link #lower} was given
     * @return the masks by result, from the first; may be fewer. None at all by default: a layer that does not know masks
     *     drops them, as in Keras
     */
    default List<Optional<Value>> masks(Lowering call) {
        return List.of();
    }
}
