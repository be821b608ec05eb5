package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;

/** Goes round what DL4J gets wrong in a {@code ComputationGraph}, with further nodes that change no number. */
final class GraphRepairs {

    private final Blueprint blueprint;
    private final List<Node> nodes = new ArrayList<>();

    /** What gives the array that a node of the old name gave. */
    private final Map<String, String> givenBy = new HashMap<>();

    private GraphRepairs(Blueprint blueprint) {
        this.blueprint = blueprint;
    }

    static void apply(Blueprint blueprint) {
        GraphRepairs repairs = new GraphRepairs(blueprint);
        blueprint.nodes().forEach(repairs::add);
        blueprint.rewrite(
                repairs.nodes,
                blueprint.outputs().stream()
                        .map(flow -> new Flow(repairs.giver(flow.node()), flow.shape(), flow.order()))
                        .toList());
    }

    private String giver(String name) {
        return givenBy.getOrDefault(name, name);
    }

    private void add(Node node) {
        Node fed = node.withInputs(node.inputs().stream().map(this::giver).toList());
        if (fed instanceof Node.OfLayer layer && layer.overwritesInput()) {
            String input = node.inputs().get(0);
            boolean isShared = blueprint.inputs().contains(input) || blueprint.uses(input) > 1;
            nodes.add(isShared ? layer.withInputs(List.of(copy(layer))) : layer);
        } else if (fed instanceof Node.OfLayer layer
                && layer.layer() instanceof BatchNormalization
                && layer.shape().rank() == 2) {
            addAsImage(layer);
        } else {
            nodes.add(fed);
        }
    }

    /**
     * Adds a copy of what a layer takes. Without it, the layer writes over the array, and DL4J feeds the others that
     * take it with the result; or over the array of the caller.
     */
    private String copy(Node.OfLayer layer) {
        String name = blueprint.free(layer.name() + "-copy");
        // Times one: the plainest of DL4J's nodes that gives a new array.
        nodes.add(new Node.OfVertex(name, new ScaleVertex(1), layer.inputs()));
        return name;
    }

    /** Batch normalisation of two axes fails in a graph for lack of a workspace; of four axes it does not. */
    private void addAsImage(Node.OfLayer layer) {
        int features = layer.shape().last();
        String before = blueprint.free(layer.name() + "-image");
        String behind = blueprint.free(layer.name() + "-shape");
        nodes.add(new Node.OfReshape(before, List.of(1, 1, features), null, layer.inputs()));
        Shape image = Shape.of(Shape.ANY, 1, 1, features);
        nodes.add(new Node.OfLayer(layer.name(), layer.layer(), layer.weights(), List.of(before), image));
        nodes.add(new Node.OfReshape(behind, List.of(features), null, List.of(layer.name())));
        givenBy.put(layer.name(), behind);
    }
}
