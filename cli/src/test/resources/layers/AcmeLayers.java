package com.acme;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.LayerProvider;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/** What acme's own classes and its one Lambda do; the example of the guide. */
public final class AcmeLayers implements LayerProvider {

    @Override
    public List<Kind<?>> layers() {
        return List.of(Twice.KIND, Shift.KIND);
    }

    /** {@code @keras.saving.register_keras_serializable("acme") class Twice(Layer)}: {@code inputs * 2}. */
    public record Twice() implements UnaryLayer {
        public static final Kind<Twice> KIND = Kind.of(Group.CUSTOM, "Twice", args -> new Twice());

        @Override
        public Shape output(Shape in, Problems problems) {
            return in;
        }

        @Override
        public Value lower(Ops ops, Value x, Weights w) {
            return ops.multiply(x, ops.constant(2));
        }
    }

    /** The {@code Lambda(lambda x: x * 3 + 1)} of this model: what its code says is ours to know, it is never read. */
    public record Shift() implements UnaryLayer {
        public static final Kind<Shift> KIND = Kind.of(Group.CUSTOM, "Lambda", Shift::read);

        private static Shift read(Args args) {
            // An argument that nobody asks for is a problem; these say how Python finds and calls the code.
            List.of("function", "function_type", "module", "output_shape", "output_shape_type", "output_shape_module")
                    .forEach(args::get);
            List.of("arguments", "mask").forEach(args::get);
            return new Shift();
        }

        @Override
        public Shape output(Shape in, Problems problems) {
            return in;
        }

        @Override
        public Value lower(Ops ops, Value x, Weights w) {
            return ops.add(ops.multiply(x, ops.constant(3)), ops.constant(1));
        }
    }
}
