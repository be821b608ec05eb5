package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/** Brings the arrays of convolutions from Keras's order into that of DL4J. */
final class Kernels {

    private Kernels() {}

    /** A kernel {@code [height, width, a, b]} or {@code [steps, a, b]} as {@code [b, a, height, width]}. */
    static Tensor outward(Tensor kernel) {
        Shape shape = kernel.shape();
        int a = shape.size(-2);
        int b = shape.size(-1);
        int positions = kernel.elements() / (a * b);
        float[] result = new float[kernel.elements()];
        for (int p = 0; p < positions; p++) {
            for (int i = 0; i < a; i++) {
                for (int o = 0; o < b; o++) {
                    result[(o * a + i) * positions + p] = kernel.get((p * a + i) * b + o);
                }
            }
        }
        return Tensor.owning(Shape.of(b, a, positions), result);
    }

    /** A kernel {@code [height, width, a, b]} as {@code [a, b, height, width]}. */
    static Tensor inward(Tensor kernel) {
        int pairs = kernel.shape().size(-2) * kernel.shape().size(-1);
        int positions = kernel.elements() / pairs;
        float[] result = new float[kernel.elements()];
        for (int p = 0; p < positions; p++) {
            for (int pair = 0; pair < pairs; pair++) {
                result[pair * positions + p] = kernel.get(p * pairs + pair);
            }
        }
        return Tensor.owning(Shape.of(kernel.shape().size(-2), kernel.shape().size(-1), positions), result);
    }

    /** The arrays of a layer by DL4J's names. */
    static Map<String, Tensor> with(LayerCall call, boolean useBias, Map<String, Tensor> kernels) {
        Map<String, Tensor> arrays = new HashMap<>(kernels);
        if (useBias) {
            arrays.put("b", call.weight("bias"));
        }
        return arrays;
    }
}
