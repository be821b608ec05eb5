package io.github.kerasjvm.layer;

import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;

/** What the call of a layer finds and leaves behind in a step of training, besides its results. */
public interface Training {

    /**
     * Whether training changes the layer's weights.
     *
     * @return false for a frozen layer
     */
    boolean isTrainable();

    /**
     * Numbers from 0 to below 1, evenly spread and new in each step.
     *
     * @param shape the shape, known
     * @return the numbers
     */
    Value uniform(Shape shape);

    /**
     * Numbers of the standard normal distribution, new in each step.
     *
     * @param shape the shape, known
     * @return the numbers
     */
    Value normal(Shape shape);

    /**
     * Numbers of a beta distribution whose two parameters are the same, new in each step. The parameter is drawn evenly between
     * bounds, once for all numbers.
     *
     * @param shape the shape, known
     * @param least the least parameter, more than 0
     * @param most the greatest
     * @return the numbers
     */
    Value beta(Shape shape, double least, double most);

    /**
     * The number of this step since training began, from 1.
     *
     * @return a single number
     */
    Value step();

    /**
     * Says what a weight is after the step; for weights that no gradient moves.
     *
     * @param weight its name in the layer's {@link WeightSpec}
     * @param value what it becomes
     */
    void update(String weight, Value value);

    /**
     * Says what a trained weight becomes in this call, before the layer computes with it; the optimizer moves it on from
     * there. No gradient goes back to what it was, as TensorFlow's of a variable that is assigned to.
     *
     * @param weight its name in the layer's {@link WeightSpec}
     * @param value what it becomes
     * @return what to compute with; its gradient is that of the weight
     */
    Value assign(String weight, Value value);

    /**
     * Says that what the layer does in training does not run here.
     *
     * @param reason what it does, and what to do instead
     * @return to be thrown; names the layer
     */
    IllegalArgumentException refused(String reason);
}
