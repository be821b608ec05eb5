package io.github.kerasjvm.layer.recurrent;

import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Recurrent;
import io.github.kerasjvm.op.Scan;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Runs a cell over the steps of a sequence (keras/src/backend/tensorflow/rnn.py, {@code rnn}). A masked step keeps the
 * states, and gives what the step before gave, or zeros.
 */
final class Recurrence {

    private final Cell cell;
    private final RecurrentOptions options;
    private final Ops ops;

    Recurrence(Cell cell, RecurrentOptions options, Ops ops) {
        this.cell = cell;
        this.options = options;
        this.ops = ops;
    }

    /**
     * What a run gives.
     *
     * @param last the output of the step that was computed last
     * @param steps every step's output in the order of the input; empty unless sequences are asked for
     * @param states the states after the last step
     */
    record Run(Value last, Optional<Value> steps, List<Value> states) {}

    /**
     * Appends the run.
     *
     * @param x the input, {@code [batch, steps, …]}
     * @param mask 1 where a step counts, {@code [batch, steps]}
     * @param initial the states before the first step; empty for zeros
     * @param stored the cell's arrays
     * @param drops what is dropped in training
     */
    Run run(Value x, Optional<Value> mask, List<Value> initial, Weights stored, StepMasks drops) {
        if (drops.before().size() == 1) { // for all gates
            Value seen = ops.multiply(x, drops.before().get(0));
            return run(seen, mask, initial, stored, new StepMasks(List.of(), drops.within()));
        }
        Optional<Cell.Known> known = cell.known();
        Shape counted = Shape.of(x.shape().size(0), x.shape().size(1));
        boolean fits = mask.isEmpty() || mask.get().shape().equals(counted);
        return known.isPresent() && fits && drops.equals(StepMasks.NONE)
                ? whole(known.get(), x, mask, initial, stored)
                : loop(x, mask, initial, stored, drops);
    }

    /** The run as one operation, which has the loop inside. */
    private Run whole(Cell.Known known, Value x, Optional<Value> mask, List<Value> initial, Weights stored) {
        Ops inside = new Ops();
        Value ownX = inside.input("x", x.shape());
        List<Value> ownInitial = new ArrayList<>();
        initial.forEach(state -> ownInitial.add(inside.input("state" + ownInitial.size(), state.shape())));
        Optional<Value> ownMask = mask.map(value -> inside.input("mask", value.shape()));
        StepWeights weights = new StepWeights(known.arrays().joined(ops, stored), inside);
        Run run = new Recurrence(known.joined(), options, inside)
                .loop(ownX, ownMask, ownInitial, weights, StepMasks.NONE);
        List<OpGraph.Output> outputs = new ArrayList<>();
        run.states().forEach(state -> outputs.add(new OpGraph.Output("state" + outputs.size(), state)));
        mask.ifPresent(masked -> outputs.add(new OpGraph.Output("last", run.last())));
        run.steps().ifPresent(steps -> outputs.add(new OpGraph.Output("y", steps)));
        List<Value> inputs = new ArrayList<>(List.of(x));
        inputs.addAll(initial);
        mask.ifPresent(inputs::add);
        inputs.addAll(weights.outer());
        Recurrent op = new Recurrent(
                known.kind(),
                known.gates(),
                known.activation(),
                options.goBackwards(),
                mask.isPresent() && options.zeroOutputForMask(),
                inside.build(outputs));
        List<Value> results = ops.applyAll(op, inputs);
        int states = run.states().size();
        return new Run(
                results.get(mask.isPresent() ? states : 0),
                run.steps().map(steps -> results.get(results.size() - 1)),
                results.subList(0, states));
    }

    private Run loop(Value x, Optional<Value> mask, List<Value> initial, Weights stored, StepMasks drops) {
        Weights prepared = cell.prepare(ops, stored);
        Shape step = x.shape().without(1);
        List<Value> states = initial.isEmpty() ? zeros(x, cell.states(step, Problems.none())) : initial;
        boolean keepsOutput = mask.isPresent() || !cell.givesFirstState();
        List<Value> carried = new ArrayList<>(states);
        if (keepsOutput) {
            carried.addAll(zeros(x, List.of(cell.output(step))));
        }
        List<Value> sequences = new ArrayList<>();
        sequences.add(cell.project(ops, x, prepared, drops.before()));
        sequences.addAll(drops.within());
        mask.ifPresent(m -> sequences.add(ops.reshape(m, trailing(m.shape(), 1))));
        List<Value> results =
                scan(carried, sequences, prepared, states.size(), drops.within().size());
        return new Run(
                results.get(keepsOutput ? states.size() : 0),
                options.returnSequences() ? Optional.of(results.get(carried.size())) : Optional.empty(),
                results.subList(0, states.size()));
    }

    private List<Value> scan(List<Value> carried, List<Value> sequences, Weights prepared, int states, int drops) {
        Step step = new Step(carried, sequences, prepared, drops);
        OpGraph graph = step.build(states);
        List<Value> inputs = new ArrayList<>(carried);
        inputs.addAll(sequences);
        inputs.addAll(step.weights.outer());
        return ops.applyAll(new Scan(graph, carried.size(), sequences.size(), options.goBackwards()), inputs);
    }

    /** Zeros of some shapes for the batch of an input, whatever the input holds. */
    private List<Value> zeros(Value x, List<Shape> shapes) {
        Value first = ops.slice(x, 1, 0, 1);
        Value row = ops.reshape(first, Shape.of(Shape.ANY, (int) first.shape().elementsFrom(1)));
        Value zero = ops.select(ops.constant(0), ops.slice(row, 1, 0, 1), ops.constant(0));
        return shapes.stream()
                .map(shape -> ops.broadcast(
                        ops.reshape(zero, trailing(Shape.of(Shape.ANY), shape.rank() - 1)), shape.with(0, Shape.ANY)))
                .toList();
    }

    /** A shape with axes of size 1 at the end. */
    private static Shape trailing(Shape shape, int count) {
        List<Integer> sizes = new ArrayList<>(shape.toList());
        sizes.addAll(Collections.nCopies(count, 1));
        return Shape.of(sizes);
    }

    /** The graph of one step. */
    private final class Step {
        private final Ops body = new Ops();
        private final StepWeights weights;
        private final List<Value> carried = new ArrayList<>();
        private final List<Value> parts = new ArrayList<>();

        private final List<Value> drops;
        private final Optional<Value> mask; // [batch, 1]

        Step(List<Value> carried, List<Value> sequences, Weights prepared, int drops) {
            carried.forEach(value -> this.carried.add(body.input("state" + this.carried.size(), value.shape())));
            sequences.forEach(value ->
                    parts.add(body.input("x" + parts.size(), value.shape().without(1))));
            weights = new StepWeights(prepared, body);
            this.drops = parts.subList(1, 1 + drops);
            this.mask = parts.stream().skip(1L + drops).findFirst();
        }

        OpGraph build(int states) {
            List<Value> before = carried.subList(0, states);
            Cell.Result result = cell.step(body, parts.get(0), before, weights, drops);
            List<Value> after = new ArrayList<>();
            for (int i = 0; i < states; i++) {
                after.add(masked(result.states().get(i), before.get(i)));
            }
            Value output = result.output();
            if (states < carried.size()) {
                Value otherwise = options.zeroOutputForMask() ? body.constant(0) : carried.get(states);
                output = masked(output, otherwise);
                after.add(output);
            }
            List<OpGraph.Output> outputs = new ArrayList<>();
            after.forEach(value -> outputs.add(new OpGraph.Output("state" + outputs.size(), value)));
            if (options.returnSequences()) {
                outputs.add(new OpGraph.Output("y", output));
            }
            return body.build(outputs);
        }

        private Value masked(Value counts, Value otherwise) {
            if (mask.isEmpty()) {
                return counts;
            }
            return body.select(
                    body.reshape(
                            mask.get(),
                            trailing(Shape.of(Shape.ANY), counts.shape().rank() - 1)),
                    counts,
                    otherwise);
        }
    }
}
