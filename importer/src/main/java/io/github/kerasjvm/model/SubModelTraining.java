package io.github.kerasjvm.model;

import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;

/**
 * A step of training as a layer of a model sees it that is itself an argument of a layer.
 *
 * @param outer the step of that layer
 * @param layer the layer of the model
 */
record SubModelTraining(Training outer, ModelLayer layer) implements Training {

    @Override
    public boolean isTrainable() {
        return outer.isTrainable() && layer.isTrainable();
    }

    @Override
    public Value uniform(Shape shape) {
        return outer.uniform(shape);
    }

    @Override
    public Value normal(Shape shape) {
        return outer.normal(shape);
    }

    @Override
    public Value beta(Shape shape, double least, double most) {
        return outer.beta(shape, least, most);
    }

    @Override
    public Value step() {
        return outer.step();
    }

    @Override
    public void update(String weight, Value value) {
        outer.update(layer.path() + "/" + weight, value);
    }

    @Override
    public Value assign(String weight, Value value) {
        return outer.assign(layer.path() + "/" + weight, value);
    }

    @Override
    public IllegalArgumentException refused(String reason) {
        return outer.refused(layer.path() + " (" + layer.className() + "): " + reason);
    }
}
