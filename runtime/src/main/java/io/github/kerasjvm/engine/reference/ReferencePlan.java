package io.github.kerasjvm.engine.reference;

import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs a graph for whatever sizes the inputs have; the last few sizes stay prepared. */
final class ReferencePlan implements Plan {

    private static final int PREPARED = 8;

    private final OpGraph graph;
    private final Precision precision;
    private final Map<Tensor, Buffer> arrays = new IdentityHashMap<>();
    private final Map<List<Shape>, Schedule> schedules = new LinkedHashMap<>(PREPARED, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Shape>, Schedule> eldest) {
            return size() > PREPARED;
        }
    };

    ReferencePlan(OpGraph given, Precision precision) {
        this.graph = given.expand(Routines::has);
        this.precision = precision;
        graph.parameters().forEach(p -> arrays.put(p.data(), precision.of(p.data())));
        graph.constants().forEach(c -> arrays.put(c.data(), precision.of(c.data())));
        List<Shape> shapes =
                graph.inputs().stream().map(input -> input.value().shape()).toList();
        if (shapes.stream().allMatch(Shape::isKnown)) {
            // Says now, not at the first run, what cannot be run.
            schedule(shapes);
        }
    }

    Schedule schedule(List<Shape> shapes) {
        synchronized (schedules) {
            Schedule found = schedules.get(shapes);
            if (found == null) {
                found = new Schedule(graph.withInputShapes(shapes), precision, arrays);
                schedules.put(shapes, found);
            }
            return found;
        }
    }

    @Override
    public List<Tensor> run(List<Tensor> inputs) {
        Schedule schedule = schedule(inputs.stream().map(Tensor::shape).toList());
        Schedule.Memory memory = schedule.take();
        for (int i = 0; i < inputs.size(); i++) {
            var input = schedule.graph().inputs().get(i);
            memory.of(input.value()).load(inputs.get(i));
        }
        memory.run();
        List<Tensor> outputs = new ArrayList<>();
        for (OpGraph.Output output : schedule.graph().outputs()) {
            Shape shape = output.value().shape();
            Floats values = new Floats(new float[(int) shape.elements()]);
            values.gather(memory.of(output.value()), 0, 1, 0, values.values().length);
            outputs.add(Tensor.owning(shape, values.values()));
        }
        schedule.give(memory);
        return outputs;
    }

    @Override
    public void close() {
        // Nothing to free: the memory is the heap's.
    }
}
