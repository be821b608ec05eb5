package io.github.kerasjvm.train;

import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import io.github.kerasjvm.train.optimizer.Layout;
import io.github.kerasjvm.train.optimizer.Parameter;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the parts of a step put what they compute: numbers of the whole part one by one, rows behind each other, gradients of
 * weights into the array that the part is given.
 */
final class StepOutputs {

    private static final String GRADIENT = "gradient/";

    private final Map<String, Parameter> parameters = new HashMap<>();
    private final List<PreparedStep> parts;
    private final List<float[]> gradients;
    /** What is no gradient of a weight, by name; of the first part, or of all together. */
    private final Map<String, float[]> arrays = new LinkedHashMap<>();

    private final Map<String, Shape> shapes = new LinkedHashMap<>();
    private final List<Map<String, float[]>> numbers = new ArrayList<>();

    /**
     * Makes room.
     *
     * @param layout where the gradients of weights lie
     * @param parts the parts in order
     * @param gradients for each part the array of its gradients
     */
    StepOutputs(Layout layout, List<PreparedStep> parts, List<float[]> gradients) {
        this.parts = parts;
        this.gradients = gradients;
        layout.parameters().forEach(parameter -> parameters.put(GRADIENT + parameter.name(), parameter));
        for (PreparedStep part : parts) {
            numbers.add(new HashMap<>());
            part.outputs().stream()
                    .filter(output -> !parameters.containsKey(output.name()))
                    .forEach(
                            output -> shapes.merge(output.name(), output.value().shape(), StepOutputs::behind));
        }
        shapes.forEach((name, shape) -> arrays.put(name, new float[Math.toIntExact(shape.elements())]));
    }

    private static Shape behind(Shape first, Shape second) {
        return first.rank() == 0 ? first : first.with(0, first.size(0) + second.size(0));
    }

    /** The buffers of every part, in order. */
    List<List<FloatBuffer>> buffers() {
        List<List<FloatBuffer>> all = new ArrayList<>();
        Map<String, Integer> filled = new HashMap<>();
        for (int part = 0; part < parts.size(); part++) {
            List<FloatBuffer> buffers = new ArrayList<>();
            for (OpGraph.Output output : parts.get(part).outputs()) {
                buffers.add(buffer(part, output, filled));
            }
            all.add(buffers);
        }
        return all;
    }

    private FloatBuffer buffer(int part, OpGraph.Output output, Map<String, Integer> filled) {
        Parameter parameter = parameters.get(output.name());
        if (parameter != null) {
            return FloatBuffer.wrap(gradients.get(part), parameter.offset(), parameter.length());
        }
        if (output.value().shape().rank() == 0) {
            float[] number = numbers.get(part).computeIfAbsent(output.name(), name -> new float[1]);
            return FloatBuffer.wrap(number);
        }
        int count = Math.toIntExact(output.value().shape().elements());
        int from = filled.merge(output.name(), count, Integer::sum) - count;
        return FloatBuffer.wrap(arrays.get(output.name()), from, count);
    }

    /**
     * What all parts have given, gradients of weights excepted, by name.
     *
     * @param shares how much each part counts
     */
    Map<String, Tensor> joined(double[] shares) {
        Map<String, Tensor> joined = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> {
            if (shape.rank() == 0) {
                double sum = 0;
                for (int part = 0; part < shares.length; part++) {
                    sum += shares[part] * numbers.get(part).get(name)[0];
                }
                joined.put(name, Tensor.scalar((float) sum));
            } else {
                if (name.startsWith(GRADIENT)) {
                    count(name, shares);
                }
                joined.put(name, Tensor.owning(shape, arrays.get(name)));
            }
        });
        return joined;
    }

    /** The gradients of lookups count as much as the loss of their part. */
    private void count(String name, double[] shares) {
        float[] rows = arrays.get(name);
        int at = 0;
        for (int part = 0; part < shares.length; part++) {
            int end = at + elements(parts.get(part), name);
            for (; at < end; at++) {
                rows[at] *= (float) shares[part];
            }
        }
    }

    private static int elements(PreparedStep part, String name) {
        return part.outputs().stream()
                .filter(output -> output.name().equals(name))
                .mapToInt(output -> Math.toIntExact(output.value().shape().elements()))
                .sum();
    }
}
