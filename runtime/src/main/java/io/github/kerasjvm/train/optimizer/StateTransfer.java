package io.github.kerasjvm.train.optimizer;

import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Takes what an optimizer remembers over to one of another line that goes by the same rule, where the weights have other names
 * and their elements other places. The slots of such a rule belong to elements, so they go where the elements go.
 */
public final class StateTransfer {

    private final Optimizer from;
    private final Map<String, Shape> weights;
    private final UnaryOperator<Map<String, Tensor>> there;

    /**
     * A transfer.
     *
     * @param from the optimizer whose state is taken; not changed
     * @param weights the shapes of all weights of its model by name, of those that are not trained, too
     * @param there brings arrays of these names and shapes to the names and shapes of the other model, by moving elements
     */
    public StateTransfer(Optimizer from, Map<String, Shape> weights, UnaryOperator<Map<String, Tensor>> there) {
        this.from = from;
        this.weights = Map.copyOf(weights);
        this.there = there;
    }

    /**
     * Sets the state of the other optimizer.
     *
     * @param to takes the state; unchanged if something stands in the way
     * @return what stands in the way; empty if nothing does
     */
    public Optional<String> to(Optimizer to) {
        if (!to.config().rule().getClass().equals(from.config().rule().getClass())) {
            return Optional.of(from.config().className() + " goes by another rule");
        }
        Map<String, Tensor> trained = moved(null);
        for (Parameter parameter : to.parameters().layout().parameters()) {
            Tensor ones = trained.get(parameter.name());
            if (ones == null || !ones.shape().equals(parameter.shape()) || !isFilled(ones)) {
                return Optional.of(parameter.name() + " was not trained, and would be");
            }
        }
        for (Slot slot : to.config().slots()) {
            if (slot.form() != Slot.Form.SAME || from.state().slotArray(slot.name()) == null) {
                return Optional.of(from.config().className() + " kept no " + slot.name());
            }
        }
        to.config().slots().forEach(slot -> set(to, slot.name(), moved(slot.name())));
        to.state().setIterations(from.state().iterations());
        return Optional.empty();
    }

    private static void set(Optimizer to, String slot, Map<String, Tensor> values) {
        for (Parameter parameter : to.parameters().layout().parameters()) {
            values.get(parameter.name()).copyTo(0, to.state().slot(slot), parameter.offset(), parameter.length());
        }
    }

    /** A slot, or 1 for every trained element, in the other model; 0 for what is not trained. */
    private Map<String, Tensor> moved(String slot) {
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        weights.forEach((name, shape) -> arrays.put(name, Tensor.owning(shape, new float[elements(shape)])));
        for (Parameter parameter : from.parameters().layout().parameters()) {
            float[] values = new float[parameter.length()];
            if (slot == null) {
                Arrays.fill(values, 1);
            } else {
                System.arraycopy(from.state().slot(slot), parameter.offset(), values, 0, values.length);
            }
            arrays.put(parameter.name(), Tensor.owning(parameter.shape(), values));
        }
        return there.apply(arrays);
    }

    private static int elements(Shape shape) {
        return Math.toIntExact(shape.elements());
    }

    private static boolean isFilled(Tensor ones) {
        for (float value : ones.toArray()) {
            if (value != 1) {
                return false;
            }
        }
        return true;
    }
}
