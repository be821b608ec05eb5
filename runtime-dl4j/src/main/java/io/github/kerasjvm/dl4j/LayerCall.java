package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.model.ModelLayer;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.Layer;

/** One call of a Keras layer on its way into a blueprint: what it takes, and where its nodes go. */
final class LayerCall {

    private final Blueprint blueprint;
    private final ModelLayer layer;
    private final List<Flow> inputs;
    private final Shape output;
    private final Map<String, Tensor> weights;
    private final Problems problems;
    private final boolean onSteps;

    LayerCall(
            Blueprint blueprint,
            ModelLayer layer,
            List<Flow> inputs,
            Shape output,
            Map<String, Tensor> weights,
            Problems problems) {
        this(blueprint, layer, inputs, output, weights, problems, false);
    }

    private LayerCall(
            Blueprint blueprint,
            ModelLayer layer,
            List<Flow> inputs,
            Shape output,
            Map<String, Tensor> weights,
            Problems problems,
            boolean onSteps) {
        this.blueprint = blueprint;
        this.layer = layer;
        this.inputs = inputs;
        this.output = output;
        this.weights = weights;
        this.problems = problems;
        this.onSteps = onSteps;
    }

    /** The call of the layer inside this one, to which the steps of a sequence are rows of the batch. */
    LayerCall onSteps(Flow rows, Shape result) {
        return new LayerCall(blueprint, layer, List.of(rows), result, weights, problems, true);
    }

    /** Whether the rows are more than the network's batch, so that nothing may ask DL4J for its size. */
    boolean isOnSteps() {
        return onSteps;
    }

    List<Flow> inputs() {
        return inputs;
    }

    Flow in() {
        return inputs.get(0);
    }

    /** The shape that Keras gives. */
    Shape output() {
        return output;
    }

    /** Whether the layer has an array. */
    boolean has(String name) {
        return weights.containsKey(layer.path() + "/" + name);
    }

    /** An array of the layer, in Keras's order. */
    Tensor weight(String name) {
        return weights.get(layer.path() + "/" + name);
    }

    /** A weight along the features of the input, in the order in which they come. */
    Tensor weightByFeature(String name) {
        Tensor weight = weight(name);
        return in().order().map(order -> order.apply(weight)).orElse(weight);
    }

    /** Says what DL4J cannot do, and gives what lets the layers behind be looked at, too. */
    Flow refuse(String argument, String message) {
        problems.at(layer.path(), layer.className()).add(Code.EXPORT, argument, message, "");
        return refused();
    }

    /** What a layer gives that has been refused. */
    Flow refused() {
        return new Flow(layer.path(), output);
    }

    /** Tells that the input holds whole numbers from 0 to below a limit. */
    void takesIndices(int limit) {
        blueprint.holdsIndices(in().node(), limit);
    }

    /** Adds the layer that bears the name of the Keras layer. */
    Flow layer(Layer added, Flow in, Shape shape) {
        return layer(added, Map.of(), in, shape);
    }

    /** Adds the layer that bears the name of the Keras layer, with its arrays in DL4J's order. */
    Flow layer(Layer added, Map<String, Tensor> arrays, Flow in, Shape shape) {
        return add(layer.path(), added, arrays, in, shape, Optional.empty());
    }

    /** Adds a layer that works on each element alone, whatever the order of the features. */
    Flow elementwise(String suffix, Layer added, Flow in) {
        return add(layer.path() + suffix, added, Map.of(), in, in.shape(), in.order());
    }

    /** Adds a further layer in front of or behind that which bears the name. */
    Flow extra(String suffix, Layer added, Flow in, Shape shape) {
        return add(layer.path() + suffix, added, Map.of(), in, shape, Optional.empty());
    }

    /** Adds a further layer with arrays. */
    Flow extra(String suffix, Layer added, Map<String, Tensor> arrays, Flow in, Shape shape) {
        return add(layer.path() + suffix, added, arrays, in, shape, Optional.empty());
    }

    private Flow add(
            String name, Layer added, Map<String, Tensor> arrays, Flow in, Shape shape, Optional<Permutation> order) {
        String free = blueprint.free(name);
        added.setLayerName(free);
        blueprint.add(new Node.OfLayer(free, added, arrays, List.of(in.node()), shape));
        needs(shape.elementsFrom(1));
        return new Flow(free, shape, order);
    }

    /** Adds something that is no layer, with each of the arrays of the same order. */
    Flow vertex(String suffix, GraphVertex vertex, List<Flow> from, Shape shape) {
        String free = blueprint.free(layer.path() + suffix);
        blueprint.add(
                new Node.OfVertex(free, vertex, from.stream().map(Flow::node).toList()));
        needs(shape.elementsFrom(1));
        return new Flow(free, shape, from.get(0).order());
    }

    /** Brings an array to another shape. */
    Flow reshape(String suffix, Flow in, Shape shape) {
        return in.shape().equals(shape) ? in : flatten(suffix, null, in, shape);
    }

    /** Brings an array to another shape, which between two layers of a chain a preprocessor does as well. */
    Flow flatten(String suffix, InputPreProcessor preProcessor, Flow in, Shape shape) {
        String free = blueprint.free(layer.path() + suffix);
        List<Integer> sizes = shape.from(1).toList();
        blueprint.add(new Node.OfReshape(free, sizes, preProcessor, List.of(in.node())));
        return new Flow(free, shape);
    }

    /** Tells how many floats a row of the batch takes inside a layer. */
    void needs(long floats) {
        blueprint.needs(floats);
    }
}
