package io.github.kerasjvm.engine.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Memory outside of the heap for the arrays that go in and, where their sizes are known before, come out, with ONNX Runtime's
 * tensors around it. Made once for some sizes and used again and again, since only the garbage collector frees such memory;
 * by one run at a time.
 */
final class Binding implements AutoCloseable {

    private final List<Shape> inputs;
    private final List<Shape> outputs;
    private final List<FloatBuffer> given = new ArrayList<>();
    private final List<FloatBuffer> computed = new ArrayList<>();
    private final Map<String, OnnxTensor> givenTensors = new LinkedHashMap<>();
    private final Map<String, OnnxTensor> computedTensors = new LinkedHashMap<>();
    private final long bytes;

    /**
     * Takes memory.
     *
     * @param environment ONNX Runtime
     * @param inputs the inputs by name, in order
     * @param outputs the outputs by name, in order; none to leave them to ONNX Runtime
     */
    Binding(OrtEnvironment environment, Map<String, Shape> inputs, Map<String, Shape> outputs) throws OrtException {
        this.inputs = List.copyOf(inputs.values());
        this.outputs = List.copyOf(outputs.values());
        try {
            fill(environment, inputs, given, givenTensors);
            fill(environment, outputs, computed, computedTensors);
        } catch (OrtException | RuntimeException | Error e) {
            close();
            throw e;
        }
        long elements = 0;
        for (FloatBuffer buffer : given) {
            elements += buffer.capacity();
        }
        for (FloatBuffer buffer : computed) {
            elements += buffer.capacity();
        }
        bytes = Float.BYTES * elements;
    }

    private static void fill(
            OrtEnvironment environment,
            Map<String, Shape> shapes,
            List<FloatBuffer> buffers,
            Map<String, OnnxTensor> tensors)
            throws OrtException {
        for (Map.Entry<String, Shape> entry : shapes.entrySet()) {
            int size = Math.toIntExact(
                    Math.multiplyExact(Float.BYTES, entry.getValue().elements()));
            FloatBuffer buffer = ByteBuffer.allocateDirect(size)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
            long[] sizes = entry.getValue().toList().stream()
                    .mapToLong(Integer::longValue)
                    .toArray();
            buffers.add(buffer);
            tensors.put(entry.getKey(), OnnxTensor.createTensor(environment, buffer, sizes));
        }
    }

    boolean fits(List<Tensor> tensors) {
        for (int i = 0; i < inputs.size(); i++) {
            if (!inputs.get(i).equals(tensors.get(i).shape())) {
                return false;
            }
        }
        return true;
    }

    void load(List<Tensor> tensors) {
        for (int i = 0; i < given.size(); i++) {
            given.get(i).clear().put(tensors.get(i).values());
        }
    }

    Map<String, OnnxTensor> inputs() {
        return givenTensors;
    }

    Map<String, OnnxTensor> outputs() {
        return computedTensors;
    }

    /** What was computed, for whoever copies it before the next run. */
    List<FloatBuffer> results() {
        computed.forEach(FloatBuffer::clear);
        return computed;
    }

    /** The shapes of what is computed. */
    List<Shape> resultShapes() {
        return outputs;
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        givenTensors.values().forEach(OnnxTensor::close);
        computedTensors.values().forEach(OnnxTensor::close);
    }
}
