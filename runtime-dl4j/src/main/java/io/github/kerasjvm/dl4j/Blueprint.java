package io.github.kerasjvm.dl4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a network is to consist of, before DL4J has made anything. Built by one thread; read by any once it is complete.
 */
final class Blueprint {

    private final List<String> inputs;
    private final List<Node> nodes = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final List<Flow> outputs = new ArrayList<>();
    private final Map<String, Integer> indexLimits = new HashMap<>();
    private long floatsPerRow = 1;
    private TrainingPlan training = TrainingPlan.NONE;

    Blueprint(List<String> inputs) {
        this.inputs = List.copyOf(inputs);
        names.addAll(inputs);
    }

    List<String> inputs() {
        return inputs;
    }

    List<Node> nodes() {
        return List.copyOf(nodes);
    }

    List<Flow> outputs() {
        return List.copyOf(outputs);
    }

    /** How many floats the hungriest node needs for each row of the batch. */
    long floatsPerRow() {
        return floatsPerRow;
    }

    void needs(long floats) {
        floatsPerRow = Math.max(floatsPerRow, floats);
    }

    /** The inputs that hold indices, and below which number; the others hold any numbers. */
    Map<String, Integer> indexLimits() {
        return Map.copyOf(indexLimits);
    }

    /** Tells that an array holds indices below a limit, and with it the inputs that it is made of. */
    void holdsIndices(String name, int limit) {
        if (inputs.contains(name)) {
            indexLimits.merge(name, limit, Math::min);
        }
        nodes.stream()
                .filter(node -> node.name().equals(name))
                .flatMap(node -> node.inputs().stream())
                .forEach(input -> holdsIndices(input, limit));
    }

    /** How the network is trained on. */
    TrainingPlan training() {
        return training;
    }

    void setTraining(TrainingPlan plan) {
        training = plan;
    }

    void add(Node node) {
        names.add(node.name());
        nodes.add(node);
    }

    void addOutput(Flow flow) {
        outputs.add(flow);
    }

    /** Another layer in the place of one. */
    void replace(Node old, Node by) {
        nodes.set(nodes.indexOf(old), by);
    }

    /** The name, or where it is taken, the name with a number behind it. */
    String free(String name) {
        String free = name;
        for (int i = 1; names.contains(free); i++) {
            free = name + "@" + i;
        }
        return free;
    }

    /** How many nodes and outputs take an array. */
    long uses(String node) {
        return nodes.stream()
                        .flatMap(n -> n.inputs().stream())
                        .filter(node::equals)
                        .count()
                + outputs.stream().filter(flow -> flow.node().equals(node)).count();
    }

    /** Other nodes and outputs in the place of all. */
    void rewrite(List<Node> newNodes, List<Flow> newOutputs) {
        nodes.clear();
        newNodes.forEach(this::add);
        outputs.clear();
        outputs.addAll(newOutputs);
    }

    /** Whether it has one input and one output, and each node takes what the one before gives. */
    boolean isRow() {
        if (inputs.size() != 1 || outputs.size() != 1) {
            return false;
        }
        String last = inputs.get(0);
        for (Node node : nodes) {
            if (!node.inputs().equals(List.of(last))) {
                return false;
            }
            last = node.name();
        }
        return outputs.get(0).node().equals(last);
    }

    /**
     * Whether it is a plain row of layers, each fed by the one before: a {@code MultiLayerNetwork}. Not so if the first
     * writes over its input: there is nowhere to put a copy, and DL4J throws where a second such layer follows.
     */
    boolean isChain() {
        Optional<Node.OfLayer> first = nodes.stream()
                .filter(Node.OfLayer.class::isInstance)
                .map(Node.OfLayer.class::cast)
                .findFirst();
        return isRow()
                && first.isPresent()
                && !first.get().overwritesInput()
                && nodes.stream()
                        .allMatch(node -> node instanceof Node.OfLayer
                                || node instanceof Node.OfReshape reshape && reshape.flattening() != null);
    }
}
