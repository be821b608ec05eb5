package io.github.kerasjvm.layer.recurrent;

import io.github.kerasjvm.config.Argument;
import io.github.kerasjvm.config.Arguments;
import io.github.kerasjvm.layer.BatchStep;
import io.github.kerasjvm.layer.CallArguments;
import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A layer that runs a cell over the steps of a sequence: {@code [batch, steps, …]} to {@code [batch, …]}, or with
 * {@code return_sequences} to {@code [batch, steps, …]}; with {@code return_state} the last states follow. Further inputs
 * of a call are the first states.
 */
public interface RecurrentLayer extends Layer {

    /**
     * The cell.
     *
     * @return what happens in each step
     */
    Cell cell();

    /**
     * The options.
     *
     * @return what the layer is told besides its cell
     */
    RecurrentOptions options();

    /**
     * The same layer with other options.
     *
     * @param other the options
     * @return the layer
     */
    RecurrentLayer with(RecurrentOptions other);

    /**
     * Where a {@code .keras} archive has the arrays below the layer.
     *
     * @return the place, {@code cell} unless a layer says otherwise
     */
    default String place() {
        return "cell";
    }

    @Override
    default Layer called(Arguments arguments, Problems problems) {
        checkArguments(arguments, problems);
        return isUnmasked(arguments) ? with(options().withoutMask()) : this;
    }

    /** Whether a call says that it has no mask, whatever mask its sequence has. */
    static boolean isUnmasked(Arguments arguments) {
        Argument mask = arguments.keywords().get("mask");
        return mask != null && mask.isNothing();
    }

    @Override
    default boolean isStateful() {
        return options().stateful();
    }

    /** Checks that a call gives nothing but the sequence and the first states. */
    static void checkArguments(Arguments arguments, Problems problems) {
        Map<String, Argument> others = new LinkedHashMap<>(arguments.keywords());
        Argument states = others.remove("initial_state");
        if (isUnmasked(arguments)) {
            others.remove("mask");
        }
        if (states != null && !states.isTensors() && !states.isNothing()) {
            CallArguments.refuse("initial_state", states, problems);
        }
        CallArguments.requireTensors(new Arguments(arguments.positional(), others), problems);
    }

    @Override
    default List<Shape> outputs(List<Shape> inputs, Problems problems) {
        Shape in = inputs.get(0);
        List<Shape> unknown = List.of(Shape.UNKNOWN);
        if (!problems.require(in.rank() >= 3, "needs an input [batch, steps, …], got %s", in)) {
            return unknown;
        }
        Shape step = in.without(1);
        List<Shape> states = cell().states(step, problems);
        if (states.isEmpty() || !checkStates(inputs.subList(1, inputs.size()), states, problems)) {
            return unknown;
        }
        Shape output = cell().output(step);
        List<Shape> results = new ArrayList<>();
        results.add(options().returnSequences() ? output.from(1).after(in.size(0), in.size(1)) : output);
        if (options().returnState()) {
            results.addAll(states);
        }
        return results;
    }

    private static boolean checkStates(List<Shape> given, List<Shape> states, Problems problems) {
        boolean fits = given.isEmpty() || given.size() == states.size();
        for (int i = 0; fits && i < given.size(); i++) {
            fits = given.get(i).with(0, Shape.ANY).agreesWith(states.get(i).with(0, Shape.ANY));
        }
        return problems.require(fits, "takes the first states %s, got %s", states, given);
    }

    @Override
    default List<WeightSpec> weights(List<Shape> inputs) {
        return cell().stored(inputs.get(0).without(1)).stream()
                .map(spec -> place().isEmpty() ? spec : spec.in(place()))
                .toList();
    }

    @Override
    default Map<String, Tensor> liftedWeights(Map<String, Tensor> weights) {
        return cell().liftedWeights(weights);
    }

    @Override
    default List<Value> lower(Lowering call) {
        Recurrence.Run run = run(call, call.inputs().subList(1, call.inputs().size()), call.weights(), "");
        List<Value> results = new ArrayList<>();
        results.add(run.steps()
                .map(steps -> options().goBackwards() ? call.ops().flip(steps, 1) : steps)
                .orElse(run.last()));
        if (options().returnState()) {
            results.addAll(run.states());
        }
        return results;
    }

    /**
     * Runs the cell; every step's output stays at its place in the input. In a step of training or testing, a stateful layer
     * begins with the states that the batch before has left behind.
     *
     * @param call the call
     * @param initial the states that the call is given; empty without
     * @param w the cell's arrays
     * @param prefix before the names of the states that are left behind
     */
    default Recurrence.Run run(Lowering call, List<Value> initial, Weights w, String prefix) {
        Optional<BatchStep> carries = call.step().filter(step -> options().stateful());
        if (carries.isPresent() && !initial.isEmpty()) {
            throw new IllegalArgumentException("a recurrent layer is stateful and is given first states:"
                    + " what holds in training depends on the Keras, and does not run here");
        }
        List<Value> first = new ArrayList<>(initial);
        carries.ifPresent(step -> cell().states(call.input(0).shape().without(1), Problems.none())
                .forEach(shape -> first.add(step.before(prefix + first.size(), shape))));
        StepMasks drops = call.training()
                .map(training -> cell().draw(
                                training,
                                call.ops(),
                                call.input(0).shape(),
                                options().unrolled()))
                .orElse(StepMasks.NONE);
        Recurrence.Run run = new Recurrence(cell(), options(), call.ops())
                .run(call.input(0), options().seesMask() ? call.mask(0) : Optional.empty(), first, w, drops);
        for (int i = 0; i < run.states().size() && carries.isPresent(); i++) {
            carries.get().after(prefix + i, run.states().get(i));
        }
        return run;
    }

    @Override
    default List<Optional<Value>> masks(Lowering call) {
        return options().returnSequences() ? List.of(call.mask(0)) : List.of();
    }
}
