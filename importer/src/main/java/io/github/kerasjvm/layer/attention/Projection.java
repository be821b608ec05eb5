package io.github.kerasjvm.layer.attention;

import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;

/**
 * A matrix product that takes the last axes of its input and puts others in their place, an {@code EinsumDense} of the layer.
 *
 * @param name its name in an {@code .h5} file, {@code query}
 * @param place its name in a {@code .keras} archive, {@code query_dense}
 * @param in the axes that it takes
 * @param out the axes that it gives
 * @param useBias whether a bias of the shape of {@code out} is stored and added
 */
record Projection(String name, String place, List<Integer> in, List<Integer> out, boolean useBias) {

    List<WeightSpec> specs() {
        Shape shape = Shape.of(Stream.concat(in.stream(), out.stream()).toList());
        WeightSpec kernel = WeightSpec.of("kernel", shape).in(place).named(name);
        return useBias
                ? List.of(kernel, WeightSpec.of("bias", Shape.of(out)).in(place).named(name))
                : List.of(kernel);
    }

    Value apply(Ops ops, Value x, Weights w) {
        int taken = size(in);
        int given = size(out);
        List<Integer> kept = x.shape().toList().subList(0, x.shape().rank() - in.size());
        Shape flat = Shape.of(Stream.concat(kept.stream(), Stream.of(taken)).toList());
        Value kernel = ops.reshape(w.get(name + "/kernel"), Shape.of(taken, given));
        Value y = ops.matmul(ops.reshape(x, flat), kernel);
        if (useBias) {
            y = ops.add(y, ops.reshape(w.get(name + "/bias"), Shape.of(given)));
        }
        return ops.reshape(
                y, Shape.of(Stream.concat(kept.stream(), out.stream()).toList()));
    }

    private static int size(List<Integer> axes) {
        return axes.stream().reduce(1, Math::multiplyExact);
    }
}
