package io.github.kerasjvm.model;

import io.github.kerasjvm.layer.BatchStep;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;

/**
 * A step as a layer of a model sees it that is itself an argument of a layer.
 *
 * @param outer the step of that layer
 * @param layer the layer of the model
 */
record SubModelStep(BatchStep outer, ModelLayer layer) implements BatchStep {

    @Override
    public void penalty(Value penalty) {
        outer.penalty(penalty);
    }

    @Override
    public Value before(String name, Shape shape) {
        return outer.before(layer.path() + "/" + name, shape);
    }

    @Override
    public void after(String name, Value value) {
        outer.after(layer.path() + "/" + name, value);
    }
}
