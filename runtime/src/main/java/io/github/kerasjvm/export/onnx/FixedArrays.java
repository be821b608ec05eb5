package io.github.kerasjvm.export.onnx;

import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/** The values that are known when a graph is written: parameters, constants, and what is only moved of them. */
final class FixedArrays {

    private final Map<Integer, Tensor> arrays = new HashMap<>();
    private final Map<Integer, String> names = new HashMap<>();

    FixedArrays(OpGraph graph) {
        graph.parameters().forEach(parameter -> put(parameter.value(), parameter.data(), parameter.name()));
        graph.constants().forEach(constant -> put(constant.value(), constant.data(), nameOf(constant.data())));
    }

    private static String nameOf(Tensor constant) {
        return constant.shape().rank() == 0 ? "constant(" + constant.get(0) + ")" : "constant";
    }

    void put(Value value, Tensor array, String name) {
        arrays.put(value.id(), array);
        names.put(value.id(), name);
    }

    /** The elements, null for a value that is computed. */
    Tensor array(Value value) {
        return arrays.get(value.id());
    }

    /** The name in the graph, null for a value that is computed. */
    String name(Value value) {
        return names.get(value.id());
    }
}
