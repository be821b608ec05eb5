package io.github.kerasjvm.model;

import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers what the calls of layers find and leave behind in a step of training. */
final class TrainingLowering {

    private static final String STEP = "training/step";

    private final Ops ops;
    private final List<TrainingGraph.Draw> draws = new ArrayList<>();
    private final Map<String, Value> updates = new LinkedHashMap<>();
    private final Map<String, Value> zerosByWeight = new HashMap<>();
    private final Map<String, Value> assigned = new LinkedHashMap<>();
    private Optional<Value> step = Optional.empty();

    TrainingLowering(Ops ops) {
        this.ops = ops;
    }

    /** The step as one layer sees it. */
    Training of(ModelLayer layer, boolean isTrainable) {
        return new OfLayer(layer, isTrainable);
    }

    List<TrainingGraph.Draw> draws() {
        return draws;
    }

    /** What weights become; by the last call of each layer. */
    List<TrainingGraph.Update> updates() {
        return updates.entrySet().stream()
                .map(update -> new TrainingGraph.Update(update.getKey(), update.getValue()))
                .toList();
    }

    /** The trained weights that layers give other values, with what the layers compute with; by the last call of each. */
    Map<String, Value> assigned() {
        return assigned;
    }

    /** Adds zeros to a value, whose gradient is that of the value. */
    private Value withZeros(String weight, Value value) {
        Value zeros =
                zerosByWeight.computeIfAbsent(weight, name -> ops.input(TrainingGraph.ASSIGNED + name, value.shape()));
        Value used = ops.add(value, zeros);
        assigned.put(weight, used);
        return used;
    }

    /** What a weight has become already. */
    Optional<Value> updated(String parameter) {
        return Optional.ofNullable(updates.get(parameter));
    }

    Optional<String> step() {
        return step.map(value -> STEP);
    }

    /** The step as one layer sees it. */
    private final class OfLayer implements Training {
        private final ModelLayer layer;
        private final boolean isTrainable;

        OfLayer(ModelLayer layer, boolean isTrainable) {
            this.layer = layer;
            this.isTrainable = isTrainable;
        }

        @Override
        public boolean isTrainable() {
            return isTrainable;
        }

        @Override
        public Value uniform(Shape shape) {
            return draw(shape, new TrainingGraph.Uniform());
        }

        @Override
        public Value normal(Shape shape) {
            return draw(shape, new TrainingGraph.Normal());
        }

        @Override
        public Value beta(Shape shape, double least, double most) {
            return draw(shape, new TrainingGraph.Beta(least, most));
        }

        private Value draw(Shape shape, TrainingGraph.Distribution distribution) {
            String name = "training/random/" + draws.size();
            draws.add(new TrainingGraph.Draw(name, distribution));
            return ops.input(name, shape);
        }

        @Override
        public Value step() {
            if (step.isEmpty()) {
                step = Optional.of(ops.input(STEP, Shape.SCALAR));
            }
            return step.get();
        }

        @Override
        public void update(String weight, Value value) {
            updates.put(layer.path() + "/" + weight, value);
        }

        @Override
        public Value assign(String weight, Value value) {
            update(weight, value);
            return isTrainable ? withZeros(layer.path() + "/" + weight, value) : value;
        }

        @Override
        public IllegalArgumentException refused(String reason) {
            return new IllegalArgumentException(layer.path() + " (" + layer.className() + "): " + reason);
        }
    }
}
