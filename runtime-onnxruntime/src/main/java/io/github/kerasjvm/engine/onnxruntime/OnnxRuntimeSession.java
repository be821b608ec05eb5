package io.github.kerasjvm.engine.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.kerasjvm.engine.EngineException;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.RowWise;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One ONNX Runtime session, which any number of threads may run at once. The inputs are as the program says, and nobody runs
 * it once it is closed: {@link io.github.kerasjvm.engine.BatchedPlan} sees to both.
 */
final class OnnxRuntimeSession implements Plan {

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final OpGraph graph;
    private final List<String> inputNames;
    private final List<String> outputNames;
    /** Whether the sizes of the outputs follow from the rows that are given, or are fixed. */
    private final boolean isForeseen;

    private final Bindings bindings = new Bindings();

    OnnxRuntimeSession(OrtEnvironment environment, OrtSession session, OpGraph graph) {
        this.environment = environment;
        this.session = session;
        this.graph = graph;
        // In the order of the model, which is that of the graph.
        inputNames = List.copyOf(session.getInputNames());
        outputNames = List.copyOf(session.getOutputNames());
        isForeseen = isFixed(graph) || !inputNames.isEmpty() && RowWise.holds(graph) && isKnownButForRows(graph);
    }

    private static boolean isFixed(OpGraph graph) {
        return graph.outputs().stream()
                .allMatch(output -> output.value().shape().isKnown());
    }

    private static boolean isKnownButForRows(OpGraph graph) {
        return graph.outputs().stream()
                .map(output -> output.value().shape())
                .allMatch(shape -> !shape.isUnknown() && shape.isKnownFrom(1));
    }

    @Override
    public List<Tensor> run(List<Tensor> inputs) {
        return run(inputs, binding -> isForeseen ? foreseen(binding) : computed(binding));
    }

    @Override
    public void run(List<Tensor> inputs, List<FloatBuffer> results) {
        if (!isForeseen) {
            Plan.super.run(inputs, results);
            return;
        }
        run(inputs, binding -> {
            compute(binding);
            for (int i = 0; i < results.size(); i++) {
                results.get(i).put(binding.results().get(i));
            }
            return results;
        });
    }

    private interface Run<T> {
        T in(Binding binding) throws OrtException;
    }

    private <T> T run(List<Tensor> inputs, Run<T> run) {
        try {
            var found = bindings.take(inputs);
            Binding binding = found.isPresent() ? found.get() : binding(inputs);
            try {
                binding.load(inputs);
                return run.in(binding);
            } finally {
                bindings.give(binding);
            }
        } catch (OrtException e) {
            throw new EngineException("onnxruntime could not run the model: " + e.getMessage(), e);
        }
    }

    private Binding binding(List<Tensor> inputs) throws OrtException {
        Map<String, Shape> given = new LinkedHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            given.put(inputNames.get(i), inputs.get(i).shape());
        }
        Map<String, Shape> computed = new LinkedHashMap<>();
        for (int i = 0; isForeseen && i < outputNames.size(); i++) {
            Shape shape = graph.outputs().get(i).value().shape();
            computed.put(
                    outputNames.get(i),
                    shape.isKnown()
                            ? shape
                            : shape.with(0, inputs.get(0).shape().size(0)));
        }
        return new Binding(environment, given, computed);
    }

    private void compute(Binding binding) throws OrtException {
        session.run(binding.inputs(), binding.outputs()).close();
    }

    private List<Tensor> foreseen(Binding binding) throws OrtException {
        compute(binding);
        List<Tensor> outputs = new ArrayList<>();
        Iterator<Shape> shapes = binding.resultShapes().iterator();
        for (FloatBuffer result : binding.results()) {
            float[] values = new float[result.remaining()];
            result.get(values);
            outputs.add(Tensor.owning(shapes.next(), values));
        }
        return outputs;
    }

    private List<Tensor> computed(Binding binding) throws OrtException {
        try (OrtSession.Result result = session.run(binding.inputs())) {
            List<Tensor> outputs = new ArrayList<>();
            for (Map.Entry<String, OnnxValue> entry : result) {
                outputs.add(tensor((OnnxTensor) entry.getValue()));
            }
            return outputs;
        }
    }

    private static Tensor tensor(OnnxTensor tensor) {
        int[] sizes = Arrays.stream(tensor.getInfo().getShape())
                .mapToInt(Math::toIntExact)
                .toArray();
        return Tensor.owning(Shape.of(sizes), tensor.getFloatBuffer().array());
    }

    @Override
    public void close() {
        bindings.close();
        try {
            session.close();
        } catch (OrtException e) {
            throw new EngineException("onnxruntime could not free the model: " + e.getMessage(), e);
        }
    }
}
