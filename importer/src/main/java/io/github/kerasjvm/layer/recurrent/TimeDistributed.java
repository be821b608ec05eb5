package io.github.kerasjvm.layer.recurrent;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.core.Identity;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Keras {@code TimeDistributed}: one layer, or model, on each step, {@code [batch, steps, …]} to {@code [batch, steps, …]}.
 * Stores what that layer stores.
 *
 * @param inner the layer on each step
 * @param innerMasks whether the inner layer is asked for a mask of its own, as before Keras 3
 */
public record TimeDistributed(Layer inner, boolean innerMasks) implements Layer {

    /** How it is read. */
    public static final Kind<TimeDistributed> KIND = Kind.of(Group.RECURRENT, "TimeDistributed", TimeDistributed::read)
            .inKeras3(Lifting.taking().first(layer -> layer.takeLayers("layer")))
            .doc("One layer, or model, on each step");

    private static TimeDistributed read(Args args) {
        Optional<Layer> inner = args.layer("layer");
        boolean innerMasks = args.semantics().masks().innerSeen();
        return new TimeDistributed(inner.orElseGet(Identity::new), innerMasks);
    }

    @Override
    public boolean isStateful() {
        return inner.isStateful();
    }

    private static Shape step(Shape in) {
        return in.without(1);
    }

    @Override
    public List<Shape> outputs(List<Shape> inputs, Problems problems) {
        Shape in = inputs.get(0);
        boolean fits = problems.require(inputs.size() == 1, "is called on %s inputs; takes one", inputs.size())
                && problems.require(in.rank() >= 3, "needs an input [batch, steps, …], got %s", in);
        if (!fits) {
            return List.of(Shape.UNKNOWN);
        }
        return inner.outputs(List.of(step(in)), problems).stream()
                .map(out -> out.isUnknown() ? out : out.from(1).after(in.size(0), in.size(1)))
                .toList();
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        return inner.weights(List.of(step(inputs.get(0)))).stream()
                .map(spec -> spec.in("layer"))
                .toList();
    }

    @Override
    public Map<String, Integer> repeatedVariables() {
        return inner.repeatedVariables().entrySet().stream()
                .collect(Collectors.toMap(place -> WeightSpec.below("layer", place.getKey()), Map.Entry::getValue));
    }

    @Override
    public Map<String, Tensor> liftedWeights(Map<String, Tensor> weights) {
        return inner.liftedWeights(weights);
    }

    @Override
    public List<Value> lower(Lowering call) {
        if (isStateful() && call.step().isPresent()) {
            throw new IllegalArgumentException(
                    "TimeDistributed: the layer inside is stateful; what it keeps from batch to"
                            + " batch and from step to step does not run here");
        }
        return inner.lower(onSteps(call)).stream().map(y -> apart(call, y)).toList();
    }

    /** The call of the inner layer, to which the steps are rows of the batch. */
    private static Lowering onSteps(Lowering call) {
        Ops ops = call.ops();
        Value rows = joined(ops, call.input(0));
        // A mask of the steps themselves says nothing within a step.
        Optional<Value> mask = call.mask(0).filter(m -> m.shape().rank() > 2).map(m -> joined(ops, m));
        return call.on(List.of(rows), List.of(mask));
    }

    private static Value joined(Ops ops, Value x) {
        return ops.reshape(x, x.shape().from(2).after(Shape.ANY));
    }

    private static Value apart(Lowering call, Value y) {
        int steps = call.input(0).shape().size(1);
        return call.ops().reshape(y, y.shape().from(1).after(Shape.ANY, steps));
    }

    @Override
    public List<Optional<Value>> masks(Lowering call) {
        if (!innerMasks) {
            return List.of(call.mask(0));
        }
        Optional<Value> within = inner.masks(onSteps(call)).stream().findFirst().flatMap(mask -> mask);
        return within.isPresent()
                ? List.of(within.map(mask -> apart(call, mask)))
                : List.of(call.mask(0).map(mask -> ofSteps(call.ops(), mask)));
    }

    /** A step counts if anything in it does. */
    private static Value ofSteps(Ops ops, Value mask) {
        List<Integer> inside = IntStream.range(2, mask.shape().rank()).boxed().toList();
        return inside.isEmpty() ? mask : ops.reduce(ReduceFunction.MAXIMUM, mask, inside, false);
    }
}
