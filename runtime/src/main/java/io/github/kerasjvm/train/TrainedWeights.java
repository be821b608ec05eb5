package io.github.kerasjvm.train;

import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.model.TrainedNames;
import io.github.kerasjvm.model.TrainingGraph;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import io.github.kerasjvm.train.optimizer.Layout;
import io.github.kerasjvm.train.optimizer.Parameter;
import io.github.kerasjvm.train.optimizer.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/** The weights of a model in training: those that the optimizer moves in one long array, the others as they are. */
final class TrainedWeights {

    private final Map<String, Tensor> others;
    private final Parameters parameters;

    private TrainedWeights(Map<String, Tensor> others, Parameters parameters) {
        this.others = others;
        this.parameters = parameters;
    }

    /**
     * The weights of a model, as it is loaded.
     *
     * @param model the model
     * @param order the names of its weights in the order in which its Keras's optimizers take them
     */
    static TrainedWeights of(KerasModel model, List<String> order) {
        Set<String> trained = TrainedNames.of(model);
        Map<String, Tensor> others = new LinkedHashMap<>();
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (String name : order) {
            Tensor value = model.weights().get(name);
            if (trained.contains(name)) {
                shapes.put(name, value.shape());
            } else {
                others.put(name, value);
            }
        }
        Parameters parameters = new Parameters(Layout.of(shapes));
        int i = 0;
        for (String name : shapes.keySet()) {
            parameters.set(i++, model.weights().get(name));
        }
        return new TrainedWeights(others, parameters);
    }

    Parameters parameters() {
        return parameters;
    }

    List<String> trained() {
        return parameters.layout().parameters().stream().map(Parameter::name).toList();
    }

    /** Copies of all weights by name. */
    Map<String, Tensor> all() {
        return named(parameters::get);
    }

    /** All weights by name, as they are until the optimizer moves them. */
    Map<String, Tensor> now() {
        return named(i -> {
            Parameter parameter = parameters.layout().parameters().get(i);
            return Tensor.within(parameter.shape(), parameters.values(), parameter.offset());
        });
    }

    private Map<String, Tensor> named(IntFunction<Tensor> trained) {
        Map<String, Tensor> all = new LinkedHashMap<>(others);
        List<Parameter> layout = parameters.layout().parameters();
        for (int i = 0; i < layout.size(); i++) {
            all.put(layout.get(i).name(), trained.apply(i));
        }
        return all;
    }

    /** What stateful layers have left behind, by the names of the inputs that take it. */
    Map<String, Tensor> states() {
        Map<String, Tensor> states = new LinkedHashMap<>(others);
        states.keySet().removeIf(name -> !name.startsWith(TrainingGraph.STATE));
        return states;
    }

    /** Takes what layers have made of weights; the optimizer moves those that it trains on from there. */
    void update(Map<String, Tensor> updates) {
        updates.forEach((name, value) -> {
            int trained = parameters.layout().indexOf(name);
            if (trained < 0) {
                others.put(name, value);
            } else {
                parameters.set(trained, value);
            }
        });
    }
}
