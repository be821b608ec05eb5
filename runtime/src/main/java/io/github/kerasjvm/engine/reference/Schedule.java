package io.github.kerasjvm.engine.reference;

import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A graph prepared for known shapes: what to run in which order on which memory. Safe to share between threads. */
final class Schedule {

    private record Step(Routine routine, List<Value> inputs, List<Value> outputs) {}

    private final OpGraph graph;
    private final Precision precision;
    private final Buffer[] fixed;
    private final Slots slots;
    private final List<Step> steps;
    private final ConcurrentLinkedQueue<Memory> idle = new ConcurrentLinkedQueue<>();

    /**
     * Prepares a graph.
     *
     * @param graph the graph, all shapes known, without composites that have no code
     * @param precision how exactly to calculate
     * @param arrays the parameters and constants in that precision
     */
    Schedule(OpGraph graph, Precision precision, Map<Tensor, Buffer> arrays) {
        this.graph = graph;
        this.precision = precision;
        fixed = new Buffer[graph.values()];
        graph.parameters().forEach(p -> fixed[p.value().id()] = arrays.get(p.data()));
        graph.constants().forEach(c -> fixed[c.value().id()] = arrays.get(c.data()));
        slots = Slots.of(graph);
        steps = graph.nodes().stream().map(Schedule::step).toList();
    }

    /** Prepares a graph that has arrays of its own. */
    static Schedule of(OpGraph graph, Precision precision) {
        Map<Tensor, Buffer> arrays = new IdentityHashMap<>();
        graph.constants().forEach(c -> arrays.put(c.data(), precision.of(c.data())));
        return new Schedule(graph, precision, arrays);
    }

    private static Step step(Node node) {
        List<Shape> shapes = node.inputs().stream().map(Value::shape).toList();
        Routine routine = Routines.make(node.op(), shapes, node.outputs().get(0).shape());
        return new Step(routine, node.inputs(), node.outputs());
    }

    OpGraph graph() {
        return graph;
    }

    /** Takes working memory for one run. */
    Memory take() {
        Memory memory = idle.poll();
        return memory != null ? memory : new Memory(slots.allocate(precision), new Scratch(precision));
    }

    /** Gives working memory back for the next run. */
    void give(Memory memory) {
        idle.add(memory);
    }

    /** Working memory of one run at a time. */
    final class Memory {
        private final Buffer[] buffers;
        private final Map<Integer, Buffer> bound = new HashMap<>();
        private final Scratch scratch;

        private Memory(Buffer[] buffers, Scratch scratch) {
            this.buffers = buffers;
            this.scratch = scratch;
        }

        /** Where a value lies; an input is to be written before the run. */
        Buffer of(Value value) {
            Buffer given = fixed[value.id()];
            if (given == null && !bound.isEmpty()) {
                given = bound.get(value.id());
            }
            return given != null ? given : buffers[slots.of(value)];
        }

        /** Takes an input from where it lies, until the next call; the slot of its own is left to others. */
        void bind(Value input, Buffer buffer) {
            bound.put(input.id(), buffer);
        }

        /** Runs every step. */
        void run() {
            for (Step step : steps) {
                Buffer[] inputs = step.inputs().stream().map(this::of).toArray(Buffer[]::new);
                Buffer[] outputs = step.outputs().stream().map(this::of).toArray(Buffer[]::new);
                step.routine().run(inputs, outputs, scratch);
            }
        }
    }
}
