package io.github.kerasjvm.layer.normalization;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.core.Identity;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keras {@code SpectralNormalization}: a layer whose kernel is divided by its largest singular value in training, as power
 * iterations find it. What is stored is the kernel that training has left, so that inference is that of the layer.
 *
 * <p>Keras assigns the divided kernel to the variable, also where the layer is frozen: no gradient goes through the division,
 * and the optimizer goes on from the divided kernel (spectral_normalization.py of Keras 3.15 and tf_keras 2.21; measured).
 *
 * <p>Stores what the layer stores, and {@code vector_u [1, units]}, which training alone needs.
 *
 * @param inner the layer, which has a kernel
 * @param powerIterations how often the vector is multiplied by the kernel in each step
 * @param leastLength vectors that are shorter are divided by this
 */
public record SpectralNormalization(Layer inner, int powerIterations, double leastLength) implements Layer {

    /** How it is read. */
    public static final Kind<SpectralNormalization> KIND = Kind.of(
                    Group.NORMALIZATION, "SpectralNormalization", SpectralNormalization::read)
            .inKeras("2, 3")
            .inKeras3(Lifting.taking("power_iterations").first(layer -> layer.takeLayers("layer")))
            .doc("A layer whose kernel is normalised in training; that layer at inference");

    private static final List<String> KERNELS = List.of("kernel", "embeddings");

    private static final String VECTOR = "vector_u";

    private static SpectralNormalization read(Args args) {
        Optional<Layer> inner = args.layer("layer");
        return new SpectralNormalization(
                inner.orElseGet(Identity::new),
                args.positive("power_iterations", 1),
                args.semantics().leastLength());
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
                .map(kernel ->
                        WeightSpec.of(VECTOR, 1, kernel.storedShape().last()).frozen());
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
        return inner.lower(call.training().isEmpty() ? call : normalized(call));
    }

    private Lowering normalized(Lowering call) {
        Training training = call.training().orElseThrow();
        WeightSpec spec = kernel(
                        inner.weights(call.inputs().stream().map(Value::shape).toList()))
                .orElseThrow();
        if (!spec.shape().equals(spec.storedShape())) {
            throw training.refused("normalises a kernel that is stored as " + spec.storedShape() + " and used as "
                    + spec.shape() + ", which does not run in training");
        }
        Value kernel = training.assign(spec.name(), normalized(call, spec.name()));
        Weights weights =
                name -> name.equals(spec.name()) ? kernel : call.weights().get(name);
        return new Lowering(call.ops(), call.inputs(), call.masks(), weights, call.training(), call.step());
    }

    /** The kernel divided, and the vector moved; a kernel of zeros stays, and so does its vector. */
    private Value normalized(Lowering call, String name) {
        Ops ops = call.ops();
        Value kernel = call.weights().get(name);
        Value before = call.weights().get(VECTOR);
        int units = before.shape().last();
        Value matrix =
                ops.reshape(kernel, Shape.of(Math.toIntExact(kernel.shape().elements() / units), units));
        Value u = before;
        Value v = before;
        for (int i = 0; i < powerIterations; i++) {
            v = unit(ops, ops.matmul(u, matrix, false, true));
            u = unit(ops, ops.matmul(v, matrix));
        }
        Value sigma = ops.reshape(ops.matmul(ops.matmul(v, matrix), u, false, true), Shape.SCALAR);
        Value most =
                ops.reduce(ReduceFunction.MAXIMUM, ops.unary(UnaryFunction.ABSOLUTE, matrix), List.of(0, 1), false);
        Value isZero = ops.equal(most, ops.constant(0));
        call.training().orElseThrow().update(VECTOR, ops.select(isZero, before, u));
        return ops.select(isZero, kernel, ops.divide(kernel, sigma));
    }

    private Value unit(Ops ops, Value x) {
        Value length = ops.squareRoot(ops.reduce(ReduceFunction.SUM, ops.multiply(x, x), List.of(0, 1), true));
        return ops.divide(x, ops.maximum(length, ops.constant(leastLength)));
    }

    /** What the layer in it gives its result is on the result of the wrapper, which is the same array. */
    @Override
    public List<Optional<Value>> masks(Lowering call) {
        return inner.masks(call);
    }
}
