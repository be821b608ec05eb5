package io.github.kerasjvm.dl4j;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;

/**
 * Freezes the layers of which Keras trains nothing. DL4J has two ways: a {@code FrozenLayerWithBackprop} hands gradients
 * down, but not of batch normalisation, which fails; at a {@code FrozenLayer} the way down ends. So batch normalisation is
 * frozen only where nothing is trained in front of it, and in a graph with all that leads to it, since DL4J has no gradients
 * to hand on there (DL4J 1.0.0-M2.1, {@code ComputationGraph.calcBackpropGradients}).
 */
final class Freezing {

    private final Blueprint blueprint;
    private final TrainingNotes notes;
    private final Set<String> held;
    /** The nodes that are trained, or take what is made of trained weights. */
    private final Set<String> alive = new HashSet<>();

    private Freezing(Blueprint blueprint, Set<String> trained, Set<String> held, TrainingNotes notes) {
        this.blueprint = blueprint;
        this.notes = notes;
        this.held = held;
        for (Node node : blueprint.nodes()) {
            if (trained.contains(node.name()) || node.inputs().stream().anyMatch(alive::contains)) {
                alive.add(node.name());
            }
        }
    }

    /**
     * Freezes layers.
     *
     * @param trained the nodes of which something is trained
     * @param held the nodes that have arrays, of which none is trained
     * @param notes told what cannot be frozen
     */
    static void apply(Blueprint blueprint, Set<String> trained, Set<String> held, TrainingNotes notes) {
        new Freezing(blueprint, trained, held, notes).apply();
    }

    private void note(Node node, String message) {
        notes.differ(node.name(), "trainable", message);
    }

    private void apply() {
        boolean isChain = blueprint.isChain();
        List<Node> nodes = blueprint.nodes();
        Set<String> ends = new HashSet<>();
        for (Node node : nodes) {
            if (node instanceof Node.OfLayer layer && isEnd(layer)) {
                ends.add(node.name());
            }
        }
        Set<String> cut = isChain ? ends : leadingTo(ends, nodes);
        for (Node node : nodes) {
            if (cut.contains(node.name())) {
                blueprint.replace(node, cut(node));
            } else if (node instanceof Node.OfLayer layer && held.contains(node.name())) {
                hold(layer);
            }
        }
    }

    /** Whether gradients end at a layer. */
    private boolean isEnd(Node.OfLayer node) {
        boolean isFrozen = node.layer() instanceof FrozenLayer;
        boolean isHeldNorm = held.contains(node.name()) && node.layer() instanceof BatchNormalization;
        if (isFrozen && alive.contains(node.name())) {
            note(node, "is false; DL4J hands no gradient through it to what is trained in front of it");
        }
        return isFrozen || isHeldNorm && !alive.contains(node.name());
    }

    private static Set<String> leadingTo(Set<String> ends, List<Node> nodes) {
        Set<String> cut = new HashSet<>(ends);
        for (int i = nodes.size() - 1; i >= 0; i--) {
            if (cut.contains(nodes.get(i).name())) {
                cut.addAll(nodes.get(i).inputs());
            }
        }
        return cut;
    }

    private Node cut(Node node) {
        if (node instanceof Node.OfVertex vertex) {
            return new Node.OfVertex(node.name(), new FrozenVertex(vertex.vertex()), node.inputs());
        }
        if (node instanceof Node.OfReshape reshape) {
            ReshapeVertex vertex = new ReshapeVertex(Networks.sizes(reshape));
            return new Node.OfVertex(node.name(), new FrozenVertex(vertex), node.inputs());
        }
        Node.OfLayer layer = (Node.OfLayer) node;
        if (layer.layer() instanceof FrozenLayer) {
            return layer;
        }
        if (layer.layer() instanceof DropoutLayer) {
            note(node, "of a layer behind it is false; DL4J drops nothing in front of a frozen batch normalisation");
        }
        return with(layer, new FrozenLayer(layer.layer()));
    }

    private static Node.OfLayer with(Node.OfLayer node, Layer frozen) {
        frozen.setLayerName(node.name());
        return new Node.OfLayer(node.name(), frozen, node.weights(), node.inputs(), node.shape());
    }

    private void hold(Node.OfLayer node) {
        if (node.layer() instanceof BaseOutputLayer) {
            note(node, "is false; DL4J freezes no layer that has the loss, and trains it");
        } else if (node.layer() instanceof BatchNormalization) {
            note(node, "is false; DL4J fails on gradients through a frozen batch normalisation, and trains it");
        } else {
            blueprint.replace(node, with(node, new FrozenLayerWithBackprop(node.layer())));
        }
    }
}
