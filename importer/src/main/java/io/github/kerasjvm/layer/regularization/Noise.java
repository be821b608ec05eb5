package io.github.kerasjvm.layer.regularization;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the layers that draw random numbers in training have in common. */
final class Noise {

    private Noise() {}

    /** The sizes of a drawn mask as the file gives them, {@link Shape#ANY} for None; empty if it does not. */
    static List<Integer> shape(Args args) {
        var value = args.get("noise_shape");
        if (value.isNull()) {
            return List.of();
        }
        List<Integer> sizes = new ArrayList<>();
        value.forEach(size -> sizes.add(size.isNull() ? Shape.ANY : size.asInt()));
        return List.copyOf(sizes);
    }

    /** One number for each channel of a row. */
    static List<Integer> byChannel(Layout layout, int axes) {
        return layout.shape(Shape.ANY, Collections.nCopies(axes, 1), Shape.ANY).toList();
    }

    /**
     * In training each element, or each group that shares a drawn number, is set to zero with a probability, and what stays
     * is scaled up: {@code x * (u >= rate) / (1 - rate)}.
     */
    static List<Value> dropped(Lowering call, double rate, List<Integer> shared) {
        if (call.training().isEmpty() || rate == 0) {
            return call.inputs();
        }
        Ops ops = call.ops();
        Value x = call.input(0);
        if (rate == 1) {
            return List.of(ops.multiply(x, ops.constant(0)));
        }
        Value kept = kept(call, rate, shared);
        return List.of(ops.multiply(x, ops.multiply(kept, ops.constant(1 / (1 - rate)))));
    }

    /** 1 where an element stays, 0 where it goes. */
    static Value kept(Lowering call, double rate, List<Integer> shared) {
        Shape shape = call.input(0).shape();
        for (int axis = 0; axis < shared.size(); axis++) {
            shape = shared.get(axis) == Shape.ANY ? shape : shape.with(axis, shared.get(axis));
        }
        Value drawn = call.training().orElseThrow().uniform(shape);
        return call.ops().greaterOrEqual(drawn, call.ops().constant(rate));
    }
}
