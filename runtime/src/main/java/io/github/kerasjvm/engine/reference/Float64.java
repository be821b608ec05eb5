package io.github.kerasjvm.engine.reference;

import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a graph in float64, for checks that float32 is too coarse for, such as gradients against differences. Parameters
 * and constants have the values that they have in float32. Safe to share between threads.
 */
public final class Float64 {

    private final ReferencePlan plan;

    /**
     * Prepares a graph.
     *
     * @param graph the graph
     */
    public Float64(OpGraph graph) {
        plan = new ReferencePlan(graph, Precision.FLOAT64);
    }

    /**
     * Computes the outputs.
     *
     * @param shapes the shapes of the inputs, in order, all known
     * @param inputs the elements of each input in row-major order
     * @return the elements of each output in row-major order
     * @throws IllegalArgumentException if an operation cannot take these shapes
     */
    public List<double[]> run(List<Shape> shapes, List<double[]> inputs) {
        Schedule schedule = plan.schedule(shapes);
        Schedule.Memory memory = schedule.take();
        for (int i = 0; i < inputs.size(); i++) {
            Doubles values = new Doubles(inputs.get(i));
            var input = schedule.graph().inputs().get(i);
            memory.of(input.value()).gather(values, 0, 1, 0, values.values().length);
        }
        memory.run();
        List<double[]> outputs = new ArrayList<>();
        for (OpGraph.Output output : schedule.graph().outputs()) {
            Doubles values = new Doubles(new double[(int) output.value().shape().elements()]);
            values.gather(memory.of(output.value()), 0, 1, 0, values.values().length);
            outputs.add(values.values());
        }
        schedule.give(memory);
        return outputs;
    }
}
