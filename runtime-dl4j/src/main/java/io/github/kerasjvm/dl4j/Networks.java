package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Builds the network of a blueprint. */
final class Networks {

    private Networks() {}

    /** A {@code MultiLayerNetwork} for a chain, else a {@code ComputationGraph}; its caller closes it. */
    static Model build(Blueprint blueprint) {
        return blueprint.isChain() ? chain(blueprint) : graph(blueprint);
    }

    private static NeuralNetConfiguration.Builder common(Blueprint blueprint) {
        NeuralNetConfiguration.Builder builder = new NeuralNetConfiguration.Builder()
                .seed(0) // DL4J's default is the time of day
                .dataType(DataType.FLOAT)
                .activation(new ActivationIdentity()); // DL4J's default is the sigmoid
        blueprint.training().updater().ifPresent(plan -> builder.updater(plan.updater()));
        return builder;
    }

    private static MultiLayerNetwork chain(Blueprint blueprint) {
        NeuralNetConfiguration.ListBuilder list = common(blueprint).list();
        int index = 0;
        InputPreProcessor before = null;
        for (Node node : blueprint.nodes()) {
            if (node instanceof Node.OfReshape reshape) {
                before = reshape.flattening();
            } else {
                if (before != null) {
                    list.inputPreProcessor(index, before);
                    before = null;
                }
                list.layer(index++, ((Node.OfLayer) node).layer());
            }
        }
        if (before != null) { // it flattens last, and a preprocessor needs a layer behind it
            list.inputPreProcessor(index, before);
            list.layer(
                    index,
                    new ActivationLayer.Builder()
                            .activation(new ActivationIdentity())
                            .build());
        }
        MultiLayerNetwork network =
                new MultiLayerNetwork(list.validateOutputLayerConfig(false).build());
        network.init();
        fill(network, blueprint, network::getLayer);
        return network;
    }

    private static ComputationGraph graph(Blueprint blueprint) {
        ComputationGraphConfiguration.GraphBuilder graph = common(blueprint).graphBuilder();
        graph.addInputs(blueprint.inputs());
        for (Node node : blueprint.nodes()) {
            String[] inputs = node.inputs().toArray(String[]::new);
            if (node instanceof Node.OfLayer layer) {
                graph.addLayer(layer.name(), layer.layer(), inputs);
            } else if (node instanceof Node.OfVertex vertex) {
                graph.addVertex(vertex.name(), vertex.vertex(), inputs);
            } else {
                graph.addVertex(node.name(), new ReshapeVertex(sizes((Node.OfReshape) node)), inputs);
            }
        }
        graph.setOutputs(blueprint.outputs().stream().map(Flow::node).toArray(String[]::new));
        // An input that nobody takes is as much a part of the model as the others.
        graph.allowDisconnected(true).validateOutputLayerConfig(false);
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        fill(network, blueprint, network::getLayer);
        return network;
    }

    static int[] sizes(Node.OfReshape reshape) {
        return Shape.of(reshape.size()).after(Shape.ANY).toArray();
    }

    private static void fill(Model network, Blueprint blueprint, Function<String, Layer> layers) {
        for (Node node : blueprint.nodes()) {
            if (node instanceof Node.OfLayer layer) {
                fill(layers.apply(node.name()), layer.weights());
            }
        }
        blueprint
                .training()
                .updater()
                .ifPresent(plan -> UpdaterState.set(
                        network, plan, slot -> slot.forEach((node, arrays) -> fill(layers.apply(node), arrays))));
    }

    private static void fill(Layer layer, Map<String, Tensor> arrays) {
        arrays.forEach((key, tensor) -> fill(layer, key, tensor));
    }

    private static void fill(Layer layer, String key, Tensor tensor) {
        Map<String, INDArray> table = layer.paramTable();
        INDArray target = table.get(key);
        if (target == null || target.length() != tensor.elements()) {
            throw new IllegalStateException(
                    "DL4J's layer " + layer.conf().getLayer().getLayerName() + " has " + table + " where " + key
                            + " of " + tensor.shape() + " is to go");
        }
        // DL4J's arrays are often in column-major order; assigning goes by position.
        target.assign(Nd4j.create(tensor.toArray(), target.shape(), 'c'));
    }
}
