package io.github.kerasjvm.export.onnx;

import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Writes an op graph as an ONNX model: opset 20 and IR version 9. That is the lowest opset with all that is needed
 * (Gelu is of 20, dilated AveragePool of 19), and with ONNX 1.15 of 2023 old enough for most readers.
 *
 * <p>Parameters keep their names ({@code conv2d_1/kernel}), labelled values theirs, and nodes are named after the label
 * that they lead to. The batch, the open first axis, is {@code batch}. Inputs and outputs keep names, order and shapes;
 * between them values stand in ONNX's order, channels first. An output named like an input or an earlier output gets a
 * number at its end. Arrays that nobody uses are left out.
 *
 * <p>Immutable; safe to share.
 */
public final class OnnxWriter {

    /** The version of ONNX's operators that is written. */
    public static final int OPSET = 20;

    /** The version of the file format that is written, the one that came with {@link #OPSET}. */
    public static final int IR_VERSION = 9;

    /** Protobuf's limit of 2 GB, less what Java's longest array lacks. */
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private final OnnxOptions options;

    /** A writer with {@link OnnxOptions#defaults}. */
    public OnnxWriter() {
        this(OnnxOptions.defaults());
    }

    /**
     * A writer.
     *
     * @param options what the file says about itself
     */
    public OnnxWriter(OnnxOptions options) {
        this.options = options;
    }

    /**
     * Writes a graph into memory.
     *
     * @param graph the graph
     * @return the ONNX file
     * @throws IllegalArgumentException if an operation has no ONNX form, int8 has nothing to round, or the file would have
     *     2 GB or more, which protobuf cannot hold; the message names the operation
     */
    public byte[] write(OpGraph graph) {
        return model(graph, Optional.empty()).toBytes();
    }

    /**
     * Writes a graph, without holding the file in memory.
     *
     * @param graph the graph
     * @param out where to; stays open
     * @throws IOException if the stream cannot be written
     * @throws IllegalArgumentException if an operation has no ONNX form, or the file would have 2 GB or more, which
     *     protobuf cannot hold; the message names the operation
     */
    public void write(OpGraph graph, OutputStream out) throws IOException {
        model(graph, Optional.empty()).writeTo(out);
    }

    /**
     * Writes a graph into memory without its large arrays, which ONNX then calls external data: for a runtime that is
     * given them by name. The limit of 2 GB holds for the rest alone.
     *
     * @param graph the graph
     * @param arrays takes the name and the elements of each array of 1 KiB and more as soon as they are known, so that
     *     no two of those that had to be reordered need be in memory; those inside of loops are in the file
     * @return the ONNX file; the location of an array is its own name
     * @throws IllegalArgumentException if an operation has no ONNX form, or the file would have 2 GB or more even so
     */
    public byte[] writeApart(OpGraph graph, BiConsumer<String, Tensor> arrays) {
        return model(graph, Optional.of(arrays)).toBytes();
    }

    /**
     * The form of a graph that is written, by whose values {@link Numbers} tells ranges.
     *
     * @param graph the graph
     * @return the graph of operations that ONNX has; writing it writes the same
     */
    public static OpGraph expanded(OpGraph graph) {
        return graph.withOutputs(graph.outputs()).expand(Translations::has);
    }

    /**
     * The values whose ranges are wanted for int8: what convolutions and dense layers take, and what convolutions give.
     *
     * @param expanded a graph from {@link #expanded}
     * @return the values, each once
     */
    public static List<Value> measured(OpGraph expanded) {
        return new Quantizable(expanded).measured();
    }

    /** The ModelProto. */
    private Message model(OpGraph graph, Optional<BiConsumer<String, Tensor>> outside) {
        String version = OnnxWriter.class.getPackage().getImplementationVersion();
        Message opset = new Message().text(1, "").integer(2, OPSET);
        Message model = new Message()
                .integer(1, IR_VERSION)
                .text(2, "keras-jvm")
                .text(3, version == null ? "development" : version)
                .message(7, graph(expanded(graph), outside))
                .message(8, opset);
        if (model.size() > LARGEST) {
            throw new IllegalArgumentException("the model takes " + model.size()
                    + " bytes as ONNX, but a file, being one protobuf message, holds at most " + LARGEST);
        }
        return model;
    }

    /** The GraphProto. */
    private Message graph(OpGraph graph, Optional<BiConsumer<String, Tensor>> outside) {
        GraphWriter writer = new GraphWriter(graph, options.numbers(), outside);
        writer.quantizer().requireWork();
        graph.nodes().forEach(writer::write);
        return writer.graph(options.name(), "batch", graph.inputs(), graph.outputs())
                .text(10, options.doc());
    }
}
