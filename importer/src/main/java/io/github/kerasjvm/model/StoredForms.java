package io.github.kerasjvm.model;

import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.read.RawModel;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a file stores the weights of a model: what else has their shape, such as the state of an optimizer, lies there in
 * the same order of elements.
 */
public final class StoredForms {

    private StoredForms() {}

    /**
     * The form of each weight.
     *
     * @param model the model
     * @param raw the file that its weights came from
     * @return the form under the name of the weight, in the order of the layers
     */
    public static Map<String, WeightSpec.Form> of(KerasModel model, RawModel raw) {
        ModelGraph graph = model.graph();
        Problems problems = Problems.none();
        ShapeInference shapes = ShapeInference.of(graph, GraphShapes.inputs(graph), problems);
        Map<String, WeightSpec.Form> forms = new LinkedHashMap<>();
        WeightBinder.bind(graph, shapes.weights(), raw.weights(), problems)
                .forEach(bound -> forms.put(bound.name(), bound.form()));
        return forms;
    }
}
