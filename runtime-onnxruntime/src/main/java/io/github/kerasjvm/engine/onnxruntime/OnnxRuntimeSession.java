package io.github.kerasjvm.engine.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.kerasjvm.engine.EngineException;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One ONNX Runtime session, which computes on the calling thread and which any number of threads may run at once. The
 * inputs are as the program says, and nobody runs it once it is closed: {@link io.github.kerasjvm.engine.BatchedPlan}
 * sees to both.
 */
final class OnnxRuntimeSession implements Plan {

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final List<String> inputNames;
    private final NativeBuffers buffers = new NativeBuffers();

    OnnxRuntimeSession(OrtEnvironment environment, OrtSession session) {
        this.environment = environment;
        this.session = session;
        // In the order of the model, which is that of the graph.
        inputNames = List.copyOf(session.getInputNames());
    }

    @Override
    public List<Tensor> run(List<Tensor> inputs) {
        Map<String, OnnxTensor> given = new LinkedHashMap<>();
        List<FloatBuffer> copies = new ArrayList<>();
        try {
            for (int i = 0; i < inputs.size(); i++) {
                FloatBuffer copy = buffers.copy(inputs.get(i).values());
                copies.add(copy);
                given.put(
                        inputNames.get(i),
                        OnnxTensor.createTensor(
                                environment, copy, sizes(inputs.get(i).shape())));
            }
            return compute(given);
        } catch (OrtException e) {
            throw new EngineException("onnxruntime could not run the model: " + e.getMessage(), e);
        } finally {
            given.values().forEach(OnnxTensor::close);
            copies.forEach(buffers::release);
        }
    }

    private List<Tensor> compute(Map<String, OnnxTensor> given) throws OrtException {
        try (OrtSession.Result result = session.run(given)) {
            List<Tensor> outputs = new ArrayList<>();
            for (Map.Entry<String, OnnxValue> entry : result) {
                outputs.add(tensor((OnnxTensor) entry.getValue()));
            }
            return outputs;
        }
    }

    private static long[] sizes(Shape shape) {
        return shape.toList().stream().mapToLong(Integer::longValue).toArray();
    }

    private static Tensor tensor(OnnxTensor tensor) {
        int[] sizes = Arrays.stream(tensor.getInfo().getShape())
                .mapToInt(Math::toIntExact)
                .toArray();
        return Tensor.owning(Shape.of(sizes), tensor.getFloatBuffer().array());
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new EngineException("onnxruntime could not free the model: " + e.getMessage(), e);
        }
    }
}
