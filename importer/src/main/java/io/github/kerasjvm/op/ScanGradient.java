package io.github.kerasjvm.op;

import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The gradient of a {@link Scan}: one more scan in the other direction (backpropagation through time). Its states are the
 * gradients of the states, and for each further array the sum of its gradients so far; its sequences are the states
 * before each step, which the first scan is run again for, the sequences, and the gradients of what the steps gave.
 */
final class ScanGradient {

    private final Scan scan;
    private final Backward back;
    private final Ops ops;
    private final int states;
    private final List<Value> sequences;
    private final List<Value> others;
    /** The numbers of the sequences, and of the further arrays, whose gradients somebody needs. */
    private final List<Integer> wantedSequences;

    private final List<Integer> wantedOthers;

    ScanGradient(Scan scan, Backward back) {
        List<Shape> shapes = back.inputs().stream().map(Value::shape).toList();
        this.scan = scan.withBody(scan.body().withInputShapes(scan.step(shapes)));
        this.back = back;
        this.ops = back.ops();
        this.states = scan.states();
        this.sequences = back.inputs().subList(states, states + scan.sequences());
        this.others =
                back.inputs().subList(states + scan.sequences(), back.inputs().size());
        this.wantedSequences = wanted(states, sequences.size());
        this.wantedOthers = wanted(states + scan.sequences(), others.size());
    }

    private List<Integer> wanted(int first, int count) {
        return IntStream.range(0, count)
                .filter(i -> back.needs(first + i))
                .boxed()
                .toList();
    }

    void give() {
        List<Value> inputs = new ArrayList<>();
        for (int i = 0; i < states; i++) {
            inputs.add(back.gradient(i));
        }
        wantedOthers.forEach(
                i -> inputs.add(ops.broadcast(ops.constant(0), others.get(i).shape())));
        List<Value> before = statesBefore();
        inputs.addAll(before);
        inputs.addAll(sequences);
        for (int i = states; i < back.outputs().size(); i++) {
            inputs.add(back.gradient(i));
        }
        inputs.addAll(others);
        int carried = states + wantedOthers.size();
        int walked = before.size() + sequences.size() + back.outputs().size() - states;
        Scan backwards = new Scan(step(), carried, walked, !scan.reversed());
        List<Value> results = ops.applyAll(backwards, inputs);
        for (int i = 0; i < states; i++) {
            if (back.needs(i)) {
                back.give(i, results.get(i));
            }
        }
        for (int i = 0; i < wantedOthers.size(); i++) {
            back.give(states + sequences.size() + wantedOthers.get(i), results.get(states + i));
        }
        for (int i = 0; i < wantedSequences.size(); i++) {
            back.give(states + wantedSequences.get(i), results.get(carried + i));
        }
    }

    /** The states before each step: the first scan again, each step giving what it was given. */
    private List<Value> statesBefore() {
        if (states == 0) {
            return List.of();
        }
        OpGraph body = scan.body();
        List<OpGraph.Output> outputs = new ArrayList<>(body.outputs().subList(0, states));
        body.inputs().subList(0, states).forEach(input -> outputs.add(new OpGraph.Output(input.name(), input.value())));
        Scan recording = scan.withBody(body.withOutputs(outputs));
        return ops.applyAll(recording, back.inputs()).subList(states, 2 * states);
    }

    /** One step back: the gradients of the step's inputs for those of its results. */
    private OpGraph step() {
        OpGraph body = scan.body();
        Ops step = new Ops();
        List<Value> gradientsOfStates = declare(
                step,
                "gradient",
                body.outputs().subList(0, states).stream()
                        .map(OpGraph.Output::value)
                        .toList());
        List<Value> sums = wantedOthers.stream()
                .map(i -> step.input("sum" + i, others.get(i).shape()))
                .toList();
        List<Value> own = declare(
                step,
                "x",
                body.inputs().subList(0, states + sequences.size()).stream()
                        .map(OpGraph.Input::value)
                        .toList());
        List<Value> gradientsOfSteps = declare(
                step,
                "given",
                body.outputs().subList(states, body.outputs().size()).stream()
                        .map(OpGraph.Output::value)
                        .toList());
        List<Value> arguments = new ArrayList<>(own);
        arguments.addAll(declare(step, "w", others));
        List<Value> results = body.inline(step, arguments);
        List<Value> directions = new ArrayList<>(gradientsOfStates);
        directions.addAll(gradientsOfSteps);
        OpGraph loss = step.build(List.of(new OpGraph.Output("loss", product(step, results, directions))));
        return derived(loss, sums.size());
    }

    private static List<Value> declare(Ops ops, String name, List<Value> like) {
        return IntStream.range(0, like.size())
                .mapToObj(i -> ops.input(name + i, like.get(i).shape()))
                .toList();
    }

    /** A number whose gradient for each result is the given direction. */
    private static Value product(Ops ops, List<Value> results, List<Value> directions) {
        Value sum = ops.constant(0);
        for (int i = 0; i < results.size(); i++) {
            Value part = ops.multiply(results.get(i), directions.get(i));
            List<Integer> all = IntStream.range(0, part.shape().rank()).boxed().toList();
            sum = ops.add(sum, ops.reduce(ReduceFunction.SUM, part, all, false));
        }
        return sum;
    }

    private OpGraph derived(OpGraph loss, int sums) {
        List<String> names = new ArrayList<>();
        IntStream.range(0, states).forEach(i -> names.add("x" + i));
        wantedOthers.forEach(i -> names.add("w" + i));
        wantedSequences.forEach(i -> names.add("x" + (states + i)));
        OpGraph gradients = Gradients.of(loss, names);
        return gradients.extend((ops, renewed) -> {
            List<OpGraph.Output> outputs = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                Value gradient = renewed.apply(gradients.outputs().get(i + 1).value());
                boolean isSum = i >= states && i < states + sums;
                Value sum = isSum ? renewed.apply(gradients.inputs().get(i).value()) : gradient;
                outputs.add(new OpGraph.Output(names.get(i), isSum ? ops.add(sum, gradient) : gradient));
            }
            return outputs;
        });
    }
}
