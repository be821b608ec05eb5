package io.github.kerasjvm.engine.onednn;

import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.engine.reference.ReferenceEngine;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Runs a graph for whatever sizes the inputs have; the last few sizes stay prepared. What is not finite is left to the
 * reference engine: oneDNN's {@code max(x, 0)} makes 0 of what is not a number, and would hide a training that has gone astray.
 */
final class OneDnnPlan implements Plan {

    private static final int PREPARED = 8;

    private final OpGraph graph;
    private final int large;
    private Plan careful;
    private final boolean finite;
    private final Crew crew;
    private final Map<List<Shape>, Entry> entries = new LinkedHashMap<>(PREPARED, 0.75f, true);

    /** One recipe and what runs it. */
    private static final class Entry {
        private final Recipe recipe;
        private final Deque<Session> idle = new ArrayDeque<>();
        private int running;
        private boolean retired;

        private Entry(Recipe recipe) {
            this.recipe = recipe;
        }

        private void close() {
            idle.forEach(Session::close);
            recipe.close();
        }
    }

    /**
     * Prepares a graph.
     *
     * @param graph the graph
     * @param large how many elements make an array worth a call of oneDNN
     * @param team how many threads one run of it uses
     */
    OneDnnPlan(OpGraph graph, int large, int team) {
        this.crew = new Crew(team);
        this.graph = graph;
        this.large = large;
        this.finite = Stream.concat(
                        graph.parameters().stream().map(OpGraph.Parameter::data),
                        graph.constants().stream().map(OpGraph.Constant::data))
                .allMatch(Memory::areFinite);
        List<Shape> shapes =
                graph.inputs().stream().map(input -> input.value().shape()).toList();
        if (finite && shapes.stream().allMatch(Shape::isKnown)) {
            // Says now, not at the first run, what cannot be run; and a trainer waits here, not in its first step.
            prepare(shapes);
        }
    }

    private void prepare(List<Shape> shapes) {
        try {
            crew.call(() -> {
                Entry entry = take(shapes);
                Session session = null;
                try {
                    session = session(entry);
                } finally {
                    give(entry, session);
                }
                return entry;
            });
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public List<Tensor> run(List<Tensor> inputs) {
        List<Tensor> results = new ArrayList<>();
        boolean isDone = finite && crew.call(() -> compute(inputs, recipe -> fresh(recipe, results)));
        return isDone ? results : careful().run(inputs);
    }

    @Override
    public void run(List<Tensor> inputs, List<FloatBuffer> results) {
        boolean isDone = finite && crew.call(() -> compute(inputs, recipe -> results));
        if (!isDone) {
            careful().run(inputs, results);
        }
    }

    private static List<FloatBuffer> fresh(Recipe recipe, List<Tensor> results) {
        List<FloatBuffer> buffers = new ArrayList<>();
        for (Recipe.Output output : recipe.outputs()) {
            float[] numbers = new float[Math.toIntExact(output.shape().elements())];
            results.add(Tensor.owning(output.shape(), numbers));
            buffers.add(FloatBuffer.wrap(numbers));
        }
        return buffers;
    }

    /** The reference engine's plan, made when it is needed first. */
    private synchronized Plan careful() {
        if (careful == null) {
            careful = new ReferenceEngine().compile(new Program(graph), new EngineOptions(1).withoutPasses());
        }
        return careful;
    }

    private boolean compute(List<Tensor> inputs, Function<Recipe, List<FloatBuffer>> results) {
        Entry entry = take(inputs.stream().map(Tensor::shape).toList());
        Session session = null;
        try {
            session = session(entry);
            return session.run(inputs, results.apply(entry.recipe));
        } finally {
            give(entry, session);
        }
    }

    private synchronized Entry take(List<Shape> shapes) {
        Entry entry = entries.get(shapes);
        if (entry == null) {
            entry = new Entry(Recipe.of(graph.withInputShapes(shapes), large));
            entries.put(shapes, entry);
            retireEldest();
        }
        entry.running++;
        return entry;
    }

    private void retireEldest() {
        if (entries.size() > PREPARED) {
            Entry eldest = entries.remove(entries.keySet().iterator().next());
            eldest.retired = true;
            if (eldest.running == 0) {
                eldest.close();
            }
        }
    }

    private Session session(Entry entry) {
        synchronized (this) {
            Session idle = entry.idle.poll();
            if (idle != null) {
                return idle;
            }
        }
        return new Session(entry.recipe);
    }

    private synchronized void give(Entry entry, Session session) {
        if (session != null) {
            entry.idle.push(session);
        }
        entry.running--;
        if (entry.retired && entry.running == 0) {
            entry.close();
        }
    }

    @Override
    public synchronized void close() {
        entries.values().forEach(Entry::close);
        entries.clear();
        crew.close();
        if (careful != null) {
            careful.close();
        }
    }
}
