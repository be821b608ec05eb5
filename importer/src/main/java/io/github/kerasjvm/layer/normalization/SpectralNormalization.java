package io.github.kerasjvm.layer.normalization;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.core.Identity;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keras {@code SpectralNormalization}: a layer whose kernel is divided by its largest singular value in training. What
 * is stored is the kernel that training has left, so that inference is that of the layer.
 *
 * <p>Stores what the layer stores, and {@code vector_u [1, units]}, which training alone needs.
 *
 * @param inner the layer, which has a kernel
 */
public record SpectralNormalization(Layer inner) implements Layer {

    /** How it is read. */
    public static final Kind<SpectralNormalization> KIND = Kind.of(
                    Group.NORMALIZATION, "SpectralNormalization", SpectralNormalization::read)
            .inKeras("2, 3")
            .inKeras3(Lifting.taking("power_iterations").first(layer -> layer.takeLayers("layer")))
            .doc("A layer whose kernel is normalised in training; that layer at inference");

    private static final List<String> KERNELS = List.of("kernel", "embeddings");

    private static SpectralNormalization read(Args args) {
        args.passOver("power_iterations");
        Optional<Layer> inner = args.layer("layer");
        return new SpectralNormalization(inner.orElseGet(Identity::new));
    }

    private static Optional<WeightSpec> kernel(List<WeightSpec> specs) {
        return specs.stream().filter(spec -> KERNELS.contains(spec.name())).findFirst();
    }

    @Override
    public List<Shape> outputs(List<Shape> inputs, Problems problems) {
        List<Shape> outputs = inner.outputs(inputs, problems);
        if (outputs.stream().noneMatch(Shape::isUnknown)) {
            boolean hasKernel = kernel(inner.weights(inputs)).isPresent();
            problems.require(hasKernel, "normalises a layer that has no kernel here");
        }
        return outputs;
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        List<WeightSpec> specs = inner.weights(inputs);
        Stream<WeightSpec> vector = kernel(specs).stream()
                .map(kernel -> WeightSpec.of("vector_u", 1, kernel.storedShape().last())
                        .frozen());
        return Stream.concat(specs.stream().map(spec -> spec.in("layer")), vector)
                .toList();
    }

    /** The kernel, which the wrapper shares with its layer, comes first among its own variables. */
    @Override
    public Map<String, Integer> repeatedVariables() {
        return Map.of("", 1);
    }

    @Override
    public List<Value> lower(Lowering call) {
        if (call.training().isPresent()) {
            throw call.training()
                    .get()
                    .refused(
                            "normalises its kernel in each step of training, which does not run here; take the layer out of"
                                    + " the wrapper to train it");
        }
        return inner.lower(call);
    }

    /** What the layer in it gives its result is on the result of the wrapper, which is the same array. */
    @Override
    public List<Optional<Value>> masks(Lowering call) {
        return inner.masks(call);
    }
}
