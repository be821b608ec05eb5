package io.github.kerasjvm.engine.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.kerasjvm.engine.EngineException;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** One ONNX Runtime session, which any number of threads may run at once. */
final class OnnxRuntimePlan implements Plan {

    private final OpGraph graph;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final List<String> inputNames;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    OnnxRuntimePlan(OpGraph graph, OrtEnvironment environment, OrtSession session) {
        this.graph = graph;
        this.environment = environment;
        this.session = session;
        inputNames = List.copyOf(session.getInputNames());
    }

    @Override
    public List<Tensor> run(List<Tensor> inputs) {
        check(inputs);
        lock.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the plan is closed");
            }
            return compute(inputs);
        } catch (OrtException e) {
            throw new EngineException("onnxruntime: " + e.getMessage(), e);
        } finally {
            lock.readLock().unlock();
        }
    }

    private void check(List<Tensor> inputs) {
        if (inputs.size() != graph.inputs().size()) {
            throw new IllegalArgumentException(
                    inputs.size() + " inputs, expected " + graph.inputs().size());
        }
        for (int i = 0; i < inputs.size(); i++) {
            OpGraph.Input expected = graph.inputs().get(i);
            if (!expected.value().shape().agreesWith(inputs.get(i).shape())) {
                throw new IllegalArgumentException("input " + expected.name() + " has the shape "
                        + inputs.get(i).shape() + ", expected "
                        + expected.value().shape());
            }
        }
    }

    private List<Tensor> compute(List<Tensor> inputs) throws OrtException {
        Map<String, OnnxTensor> given = new LinkedHashMap<>();
        try {
            for (int i = 0; i < inputs.size(); i++) {
                Tensor input = inputs.get(i);
                long[] sizes = input.shape().toList().stream()
                        .mapToLong(Integer::longValue)
                        .toArray();
                given.put(inputNames.get(i), OnnxTensor.createTensor(environment, input.values(), sizes));
            }
            try (OrtSession.Result result = session.run(given)) {
                List<Tensor> outputs = new ArrayList<>();
                for (Map.Entry<String, OnnxValue> entry : result) {
                    outputs.add(tensor((OnnxTensor) entry.getValue()));
                }
                return outputs;
            }
        } finally {
            given.values().forEach(OnnxTensor::close);
        }
    }

    private static Tensor tensor(OnnxTensor from) {
        int[] sizes = Arrays.stream(from.getInfo().getShape())
                .mapToInt(Math::toIntExact)
                .toArray();
        return Tensor.owning(Shape.of(sizes), from.getFloatBuffer().array());
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                session.close();
            }
        } catch (OrtException e) {
            throw new EngineException("onnxruntime: " + e.getMessage(), e);
        } finally {
            lock.writeLock().unlock();
        }
    }
}
