package io.github.kerasjvm.model;

import io.github.kerasjvm.config.Origin;
import io.github.kerasjvm.config.TensorRef;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A sound model: every layer known, every shape checked, every weight read. Immutable; safe to share. Depends on the
 * file no more.
 *
 * @param file the file as the user named it
 * @param origin who wrote it
 * @param graph the layers and how they are wired
 * @param config the architecture as JSON text, word for word
 * @param trainingConfig loss, metrics and optimizer as JSON text, word for word; empty if the model was not compiled
 * @param weights the weights by name, {@code conv2d_1/kernel}, in the order of the layers
 */
public record KerasModel(
        String file,
        Origin origin,
        ModelGraph graph,
        String config,
        Optional<String> trainingConfig,
        Map<String, Tensor> weights) {
    /** Keeps its own copy. */
    public KerasModel {
        weights = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(weights));
    }

    /**
     * Something that the model takes or gives.
     *
     * @param name the name of its layer
     * @param shape the shape with the batch first; sizes that the file leaves open are {@link Shape#ANY}
     */
    public record Port(String name, Shape shape) {}

    /**
     * What the model takes.
     *
     * @return the inputs, in order
     */
    public List<Port> inputs() {
        List<Shape> shapes = GraphShapes.inputs(graph);
        return java.util.stream.IntStream.range(0, shapes.size())
                .mapToObj(i -> new Port(graph.inputs().get(i).layer(), shapes.get(i)))
                .toList();
    }

    /**
     * What the model gives.
     *
     * @return the outputs, in order
     */
    public List<Port> outputs() {
        ShapeInference shapes = ShapeInference.of(graph, GraphShapes.inputs(graph), Problems.none());
        return graph.outputs().stream().map(ref -> port(ref, shapes)).toList();
    }

    private Port port(TensorRef ref, ShapeInference shapes) {
        String path = ref.layer();
        return new Port(path, shapes.outputs().get(path).get(ref.call()).get(ref.output()));
    }

    /**
     * Whether a layer goes on where the batch before ended.
     *
     * @return false for most models
     */
    public boolean isStateful() {
        return graph.isStateful();
    }

    /**
     * Refuses rows for which Keras may give other results. Where a layer is {@code stateful}, Keras goes on where the batch before
     * ended; here each call begins with zeros, as the first batch in Keras does, or one after {@code reset_states()}.
     *
     * @param rows how many rows are given at once
     * @throws IllegalArgumentException if the model is stateful and this is not the batch size that its file fixes
     */
    public void requireRows(long rows) {
        if (!graph.isStateful()) {
            return;
        }
        int fixed = inputs().get(0).shape().size(0);
        if (rows != fixed) {
            String size = fixed == Shape.ANY ? "does not say how many" : "takes " + fixed;
            throw new IllegalArgumentException(
                    "the model is stateful and " + size + " rows at once, got " + rows
                            + ": Keras goes on where the batch before ended, here each call begins with zeros; give one batch a call");
        }
    }

    /**
     * The number of elements of all weights.
     *
     * @return 0 or more
     */
    public long parameters() {
        return weights.values().stream().mapToLong(Tensor::elements).sum();
    }

    /**
     * The computation of the model at inference, for any batch.
     *
     * @return the op graph; every layer's output is a label under the layer's path
     * @throws IllegalArgumentException if the file leaves a size besides the batch open
     */
    public OpGraph lower() {
        return lower(inputs().stream().map(Port::shape).toList());
    }

    /**
     * The computation of the model at inference, for inputs of some shapes.
     *
     * @param shapes the shapes of the inputs, in order; the batch is left open whatever they say
     * @return the op graph; every layer's output is a label under the layer's path, later calls of a shared layer under
     *     {@code path@1}, further outputs under {@code path#1}
     * @throws IllegalArgumentException if a shape contradicts the model, or a size besides the batch is open
     */
    public OpGraph lower(List<Shape> shapes) {
        return ModelLowering.lower(this, shapes);
    }

    /**
     * The computation of the model at inference, and what its outputs say about steps that count.
     *
     * @param shapes the shapes of the inputs, as for {@link #lower(List)}
     * @return the op graph with the masks of the outputs
     * @throws IllegalArgumentException if a shape contradicts the model, or a size besides the batch is open
     */
    public MaskedGraph lowerWithMasks(List<Shape> shapes) {
        return ModelLowering.lowerWithMasks(this, shapes);
    }

    /**
     * The computation of the model in training, for a batch of known size.
     *
     * @param shapes the shapes of the inputs, in order, all sizes known
     * @return the graph, and what the layers leave behind besides their results
     * @throws IllegalArgumentException if a shape contradicts the model
     */
    public TrainingGraph lowerForTraining(List<Shape> shapes) {
        return ModelLowering.lowerForTraining(this, shapes);
    }

    /**
     * The computation of the model at inference, for a batch of known size, with what enters a loss.
     *
     * @param shapes the shapes of the inputs, in order, all sizes known
     * @return the graph, the masks of its outputs, and the penalties; nothing is drawn or updated
     * @throws IllegalArgumentException if a shape contradicts the model
     */
    public TrainingGraph lowerForTesting(List<Shape> shapes) {
        return ModelLowering.lowerForTesting(this, shapes);
    }
}
