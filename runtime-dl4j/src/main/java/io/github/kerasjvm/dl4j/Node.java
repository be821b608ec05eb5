package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;

/** One step of the network. */
sealed interface Node {

    /** Its name, unique in the network. */
    String name();

    /** The nodes or inputs of the network that it takes. */
    List<String> inputs();

    /** The same step fed by other nodes. */
    Node withInputs(List<String> others);

    /** The same step under another name. */
    Node withName(String other);

    /**
     * A layer.
     *
     * @param weights its arrays by the name that DL4J gives them, {@code W}, each in DL4J's order
     * @param shape what it gives, with an open batch
     */
    record OfLayer(String name, Layer layer, Map<String, Tensor> weights, List<String> inputs, Shape shape)
            implements Node {

        private static final Set<Class<?>> OVERWRITING =
                Set.of(ActivationLayer.class, DropoutLayer.class, PReLULayer.class);

        /** Whether at inference DL4J writes the result over the input, or gives the input itself. */
        boolean overwritesInput() {
            return OVERWRITING.contains(layer.getClass());
        }

        @Override
        public OfLayer withInputs(List<String> others) {
            return new OfLayer(name, layer, weights, others, shape);
        }

        @Override
        public OfLayer withName(String other) {
            layer.setLayerName(other);
            return new OfLayer(other, layer, weights, inputs, shape);
        }
    }

    /**
     * Another number of axes, same elements in the same order.
     *
     * @param size the sizes behind the batch
     * @param flattening what does the same between two layers of a chain; null if nothing does
     */
    record OfReshape(String name, List<Integer> size, InputPreProcessor flattening, List<String> inputs)
            implements Node {
        @Override
        public OfReshape withInputs(List<String> others) {
            return new OfReshape(name, size, flattening, others);
        }

        @Override
        public OfReshape withName(String other) {
            return new OfReshape(other, size, flattening, inputs);
        }
    }

    /** Something that is no layer, such as the sum of several nodes. */
    record OfVertex(String name, GraphVertex vertex, List<String> inputs) implements Node {
        @Override
        public OfVertex withInputs(List<String> others) {
            return new OfVertex(name, vertex, others);
        }

        @Override
        public OfVertex withName(String other) {
            return new OfVertex(other, vertex, inputs);
        }
    }
}
