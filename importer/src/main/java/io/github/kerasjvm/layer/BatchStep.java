package io.github.kerasjvm.layer;

import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;

/** What the call of a layer finds and leaves behind in a step, of training or of testing, besides its results. */
public interface BatchStep {

    /**
     * Adds to the loss.
     *
     * @param penalty a single number for the whole batch
     */
    void penalty(Value penalty);

    /**
     * What the batch before has left behind; zeros for the first.
     *
     * @param name its name in the layer
     * @param shape its shape, all sizes known
     * @return the numbers
     */
    Value before(String name, Shape shape);

    /**
     * Leaves numbers behind for the next batch.
     *
     * @param name their name in the layer
     * @param value the numbers
     */
    void after(String name, Value value);
}
