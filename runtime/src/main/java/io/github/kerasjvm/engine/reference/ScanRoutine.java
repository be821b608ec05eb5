package io.github.kerasjvm.engine.reference;

import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Scan;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/** {@link Scan}: runs the schedule of one step again and again. */
final class ScanRoutine implements Routine {

    private final Scan op;
    private final OpGraph body;
    private final int steps;
    private volatile Schedule schedule;

    ScanRoutine(Scan op, List<Shape> inputs, Shape output) {
        this.op = op;
        this.steps = op.steps(inputs);
        this.body = op.body().withInputShapes(op.step(inputs));
    }

    @Override
    public void run(Buffer[] inputs, Buffer output, Scratch scratch) {
        run(inputs, new Buffer[] {output}, scratch);
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs, Scratch scratch) {
        Schedule prepared = schedule(scratch.precision());
        Schedule.Memory memory = prepared.take();
        int walked = op.states() + op.sequences();
        for (int i = walked; i < inputs.length; i++) {
            memory.bind(input(i), inputs[i]);
        }
        for (int i = 0; i < op.states(); i++) {
            copy(inputs[i], outputs[i], input(i).shape());
        }
        for (int i = 0; i < steps; i++) {
            int step = op.reversed() ? steps - 1 - i : i;
            step(step, inputs, outputs, memory);
        }
        prepared.give(memory);
    }

    /** The results of the states hold the states of the moment. */
    private void step(int step, Buffer[] inputs, Buffer[] outputs, Schedule.Memory memory) {
        for (int i = 0; i < op.states(); i++) {
            copy(outputs[i], memory.of(input(i)), input(i).shape());
        }
        for (int i = op.states(); i < op.states() + op.sequences(); i++) {
            Slab slab = new Slab(input(i).shape());
            for (int row = 0; row < slab.rows; row++) {
                int from = (row * steps + step) * slab.width;
                memory.of(input(i)).gather(inputs[i], from, 1, row * slab.width, slab.width);
            }
        }
        memory.run();
        for (int i = 0; i < outputs.length; i++) {
            Value given = body.outputs().get(i).value();
            if (i < op.states()) {
                copy(memory.of(given), outputs[i], given.shape());
                continue;
            }
            Slab slab = new Slab(given.shape());
            for (int row = 0; row < slab.rows; row++) {
                int to = (row * steps + step) * slab.width;
                outputs[i].gather(memory.of(given), row * slab.width, 1, to, slab.width);
            }
        }
    }

    private Value input(int index) {
        return body.inputs().get(index).value();
    }

    private static void copy(Buffer from, Buffer to, Shape shape) {
        to.gather(from, 0, 1, 0, (int) shape.elements());
    }

    /** An array as rows of the first axis. */
    private record Slab(int rows, int width) {
        Slab(Shape shape) {
            this(shape.size(0), (int) shape.elementsFrom(1));
        }
    }

    private Schedule schedule(Precision precision) {
        Schedule found = schedule;
        if (found == null) {
            found = Schedule.of(body, precision);
            schedule = found;
        }
        return found;
    }
}
