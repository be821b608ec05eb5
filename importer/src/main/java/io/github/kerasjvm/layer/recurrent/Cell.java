package io.github.kerasjvm.layer.recurrent;

import io.github.kerasjvm.layer.Activation;
import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.Op;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Recurrent;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.Optional;

/** One step of a recurrent layer: what it gives and what it keeps. A cell runs inside a recurrent layer alone. */
public interface Cell extends Layer {

    /**
     * The shapes of the states.
     *
     * @param step the shape of the input of a step, {@code [batch, …]}
     * @param problems takes what is wrong with the input
     * @return the shapes with the batch first; empty where a problem was found
     */
    List<Shape> states(Shape step, Problems problems);

    /**
     * How many states there are.
     *
     * @return 1 or more
     */
    int stateCount();

    /**
     * The shape of what a step gives; that of the first state unless a cell says otherwise.
     *
     * @param step the shape of the input of a step, accepted by {@link #states}
     * @return the shape with the batch first
     */
    default Shape output(Shape step) {
        return states(step, Problems.none()).get(0);
    }

    /**
     * Whether what a step gives is the first of the states after it.
     *
     * @return true unless a cell says otherwise
     */
    default boolean givesFirstState() {
        return true;
    }

    /**
     * The arrays that the cell stores.
     *
     * @param step the shape of the input of a step
     * @return the arrays
     */
    List<WeightSpec> stored(Shape step);

    /**
     * The well-known recurrence that the cell makes, which engines may run as a whole.
     *
     * @return the recurrence; empty if it is none, or its functions are not single operations
     */
    default Optional<Known> known() {
        return Optional.empty();
    }

    /**
     * A well-known recurrence.
     *
     * @param kind which
     * @param gates the function of the gates
     * @param activation the function of the candidate
     * @param arrays the arrays as they are stored
     * @param joined the same cell, which takes its arrays beside each other
     */
    record Known(Recurrent.Kind kind, Op gates, Op activation, Gates arrays, Cell joined) {

        /** The recurrence with functions that are single operations; empty if they are not. */
        static Optional<Known> of(
                Recurrent.Kind kind, Gates arrays, Activation gates, Activation activation, Cell joined) {
            Optional<Op> first = single(gates);
            Optional<Op> second = single(activation);
            return first.isPresent() && second.isPresent()
                    ? Optional.of(new Known(kind, first.get(), second.get(), arrays, joined))
                    : Optional.empty();
        }

        private static Optional<Op> single(Activation activation) {
            Ops ops = new Ops();
            Value y = activation.apply(ops, ops.input("x", Shape.of(1, 1)));
            List<Node> nodes = ops.build(List.of(new OpGraph.Output("y", y))).nodes();
            return nodes.size() == 1 && nodes.get(0).inputs().size() == 1
                    ? Optional.of(nodes.get(0).op())
                    : Optional.empty();
        }
    }

    /**
     * Brings the arrays to the form that the steps take, once for all steps.
     *
     * @param ops where to append
     * @param stored the arrays as they are stored
     * @return the arrays by the names that {@link #project} and {@link #step} ask for
     */
    default Weights prepare(Ops ops, Weights stored) {
        return stored;
    }

    /**
     * What does not depend on the states, for all steps at once.
     *
     * @param ops where to append
     * @param steps the input, {@code [batch, steps, …]}
     * @param w the prepared arrays
     * @param masks what each gate's input is multiplied by, {@code [batch, steps, …]}; empty if by nothing
     * @return {@code [batch, steps, …]}, of which each step takes its part
     */
    Value project(Ops ops, Value steps, Weights w, List<Value> masks);

    /**
     * One step.
     *
     * @param ops where to append
     * @param x the part of {@link #project} for this step, {@code [batch, …]}
     * @param states the states before the step
     * @param w the prepared arrays
     * @param masks the step's part of what {@link #draw} gave; empty if nothing is dropped
     * @return what the step gives, and the states after it
     */
    Result step(Ops ops, Value x, List<Value> states, Weights w, List<Value> masks);

    /**
     * What the cell drops in training, besides what cells inside it drop.
     *
     * @return nothing unless a cell says otherwise
     */
    default StepDropout dropout() {
        return StepDropout.NONE;
    }

    /**
     * Draws what a step of training drops.
     *
     * @param training the step
     * @param ops where to append
     * @param steps the shape of the input, {@code [batch, steps, …]}, known and accepted by {@link #states}
     * @param unrolled whether the steps are unrolled
     * @return the masks
     */
    default StepMasks draw(Training training, Ops ops, Shape steps, boolean unrolled) {
        return dropout().draw(training, ops, steps, output(steps.without(1)), unrolled);
    }

    /**
     * What a step gives and keeps.
     *
     * @param output what it gives
     * @param states the states after it
     */
    record Result(Value output, List<Value> states) {
        /** Keeps its own copy. */
        public Result {
            states = List.copyOf(states);
        }
    }

    @Override
    default List<Shape> outputs(List<Shape> inputs, Problems problems) {
        problems.add(Code.GRAPH_UNSUPPORTED, "", "is a cell, which runs inside an RNN layer alone", "");
        return List.of(Shape.UNKNOWN);
    }

    @Override
    default List<WeightSpec> weights(List<Shape> inputs) {
        return stored(inputs.get(0));
    }

    @Override
    default List<Value> lower(Lowering call) {
        throw new IllegalStateException("a cell runs inside an RNN layer alone");
    }
}
