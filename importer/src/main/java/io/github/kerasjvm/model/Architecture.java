package io.github.kerasjvm.model;

import io.github.kerasjvm.config.Dialect;
import io.github.kerasjvm.config.Origin;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Layers;
import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.read.Json;
import io.github.kerasjvm.read.Limits;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.Map;

/** A model without a file, made from the text of its architecture. */
public final class Architecture {

    private Architecture() {}

    /**
     * Makes a model.
     *
     * @param name what it is called in messages
     * @param config the architecture as JSON text
     * @param origin the generation whose words these are
     * @param layers the caller's own layers
     * @return the model
     * @throws ImportException with all problems found, if there is any
     */
    public static ModelGraph read(String name, String config, Origin origin, List<Kind<?>> layers) {
        Problems problems = Problems.none();
        Dialect dialect = Dialect.of(origin);
        ModelGraph graph = new GraphBuilder(Layers.with(layers), dialect, problems)
                .build(dialect.read(Json.parse(name, config, Limits.DEFAULT), problems));
        if (problems.count() > 0) {
            throw ImportException.of(name, problems.list());
        }
        return graph;
    }

    /**
     * The shapes of what the layers of a model give, for the shapes of inputs that it declares.
     *
     * @param graph the model, without problems
     * @return the shapes of the results by call, for the path of each layer that is called
     */
    public static Map<String, List<List<Shape>>> shapes(ModelGraph graph) {
        return ShapeInference.of(graph, GraphShapes.inputs(graph), Problems.none())
                .outputs();
    }
}
