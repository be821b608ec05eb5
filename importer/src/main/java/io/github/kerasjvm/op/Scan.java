package io.github.kerasjvm.op;

import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a graph once for each step of sequences, handing states on from step to step.
 *
 * <p>Inputs: the first states; sequences, whose axis 1 is the steps; further arrays that are the same in each step.
 * Results: the last states; then what each step gives, put together along a new axis 1, at the place of its step.
 *
 * @param body one step: takes the states, the step's part of each sequence (without axis 1) and the further arrays; gives
 *     the new states, of the shapes of the old, and then what is put together
 * @param states how many states there are
 * @param sequences how many sequences there are, 1 or more
 * @param reversed whether the last step comes first
 */
public record Scan(OpGraph body, int states, int sequences, boolean reversed) implements Op {

    /** Checks the counts. */
    public Scan {
        Shapes.require(
                sequences >= 1 && states >= 0 && body.inputs().size() >= states + sequences,
                "a scan of %s states and %s sequences by a step of %s inputs",
                states,
                sequences,
                body.inputs().size());
        Shapes.require(body.parameters().isEmpty(), "a scan whose step has arrays of its own");
        Shapes.require(
                body.outputs().size() >= states,
                "a scan whose step gives %s results",
                body.outputs().size());
    }

    /**
     * The same with another graph for the step that computes the same.
     *
     * @param other the graph
     * @return the operation
     */
    public Scan withBody(OpGraph other) {
        return new Scan(other, states, sequences, reversed);
    }

    /**
     * What each step takes.
     *
     * @param inputs the shapes of the inputs of the whole
     * @return the shapes of the inputs of the step
     */
    public List<Shape> step(List<Shape> inputs) {
        Shapes.require(
                inputs.size() == body.inputs().size(),
                "a scan of %s inputs whose step takes %s",
                inputs.size(),
                body.inputs().size());
        List<Shape> step = new ArrayList<>(inputs);
        int steps = steps(inputs);
        for (int i = states; i < states + sequences; i++) {
            Shape sequence = inputs.get(i);
            Shapes.require(
                    sequence.rank() >= 2 && sequence.size(1) == steps && steps != Shape.ANY,
                    "a scan over %s and %s",
                    inputs.get(states),
                    sequence);
            step.set(i, sequence.without(1));
        }
        return step;
    }

    /**
     * How many steps there are.
     *
     * @param inputs the shapes of the inputs
     * @return the size of axis 1 of the sequences
     */
    public int steps(List<Shape> inputs) {
        return inputs.get(states).rank() < 2 ? 0 : inputs.get(states).size(1);
    }

    @Override
    public List<Shape> outputs(List<Shape> inputs) {
        List<OpGraph.Output> given = body.withInputShapes(step(inputs)).outputs();
        List<Shape> shapes = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            Shape shape = given.get(i).value().shape();
            Shapes.require(
                    i >= states || shape.agreesWith(inputs.get(i)),
                    "a scan whose state of shape %s becomes %s",
                    inputs.get(Math.min(i, states)),
                    shape);
            shapes.add(i < states ? inputs.get(i) : shape.from(1).after(shape.size(0), steps(inputs)));
        }
        return shapes;
    }

    @Override
    public void gradient(Backward back) {
        new ScanGradient(this, back).give();
    }
}
