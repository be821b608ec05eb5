package io.github.kerasjvm.layer.attention;

import io.github.kerasjvm.config.BiasRule;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Biases;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A matrix product that takes the last axes of its input and puts others in their place, an {@code EinsumDense} of the layer.
 *
 * @param name its name in an {@code .h5} file, {@code query}
 * @param place its name in a {@code .keras} archive, {@code query_dense}
 * @param in the axes that it takes
 * @param out the axes that it gives
 * @param bias along which axis the bias, of the shape of {@code out}, is added; empty for none
 */
record Projection(String name, String place, List<Integer> in, List<Integer> out, Optional<BiasRule> bias) {

    /** Whether there are biases, and where they go. */
    static Optional<BiasRule> bias(Args args) {
        return args.flag("use_bias", true) ? Optional.of(args.semantics().biases()) : Optional.empty();
    }

    List<WeightSpec> specs() {
        Shape shape = Shape.of(Stream.concat(in.stream(), out.stream()).toList());
        WeightSpec kernel = WeightSpec.of("kernel", shape).in(place).named(name);
        return bias.isPresent()
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
        Value spread = ops.reshape(
                y, Shape.of(Stream.concat(kept.stream(), out.stream()).toList()));
        return bias.map(rule -> Biases.add(ops, spread, w.get(name + "/bias"), rule))
                .orElse(spread);
    }

    private static int size(List<Integer> axes) {
        return axes.stream().reduce(1, Math::multiplyExact);
    }
}
