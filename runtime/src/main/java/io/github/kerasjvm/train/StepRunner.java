package io.github.kerasjvm.train;

import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.model.TrainingGraph;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** Runs steps of training; what is compiled for a size of batch stays. For one thread at a time. */
final class StepRunner implements AutoCloseable {

    private static final String UPDATE = "update/";
    private static final String GRADIENT = "gradient/";

    private final KerasModel model;
    private final TrainingSetup setup;
    private final Engine engine;
    private final EngineOptions options;
    private final SplittableRandom random;
    private final Map<List<Shape>, Prepared> prepared = new HashMap<>();

    StepRunner(KerasModel model, TrainingSetup setup, Engine engine, EngineOptions options, long seed) {
        this.model = model;
        this.setup = setup;
        this.engine = engine;
        this.options = options;
        this.random = new SplittableRandom(seed);
    }

    /** The graph for one size of batch, and its plan. */
    private record Prepared(StepGraph.Compiled compiled, Plan plan) {}

    /**
     * Runs one step.
     *
     * @param batch the batch
     * @param weights every weight of the model by name
     * @param step the number of the step since training began, from 1
     */
    StepResult run(StepInput batch, Map<String, Tensor> weights, int step) {
        Prepared ready = prepared.computeIfAbsent(key(batch), key -> prepare(batch));
        OpGraph graph = ready.compiled().graph();
        Map<String, Tensor> given = new HashMap<>(weights);
        for (int i = 0; i < batch.inputs().size(); i++) {
            given.put(model.inputs().get(i).name(), batch.inputs().get(i));
        }
        for (int i = 0; i < batch.labels().size(); i++) {
            given.put("labels/" + i, batch.labels().get(i));
        }
        for (int i = 0; i < batch.weights().size(); i++) {
            String name = "weights/" + i;
            batch.weights().get(i).ifPresent(own -> given.put(name, own));
        }
        given.put("training/step", Tensor.scalar(step));
        for (TrainingGraph.Draw draw : ready.compiled().draws()) {
            given.put(draw.input(), draw(draw, graph));
        }
        List<Tensor> inputs =
                graph.inputs().stream().map(input -> fitted(input, given)).toList();
        return result(graph, ready.plan().run(inputs));
    }

    private static List<Shape> key(StepInput batch) {
        List<Shape> key = new ArrayList<>();
        batch.inputs().forEach(input -> key.add(input.shape()));
        batch.weights().forEach(own -> key.add(own.map(Tensor::shape).orElse(Shape.UNKNOWN)));
        return key;
    }

    private Prepared prepare(StepInput batch) {
        List<Shape> inputs = batch.inputs().stream().map(Tensor::shape).toList();
        List<Optional<Shape>> weights =
                batch.weights().stream().map(own -> own.map(Tensor::shape)).toList();
        StepGraph.Compiled compiled = StepGraph.of(model, setup, inputs, weights);
        return new Prepared(compiled, engine.compile(new Program(compiled.graph()), options));
    }

    private Tensor draw(TrainingGraph.Draw draw, OpGraph graph) {
        Shape shape = graph.inputs().stream()
                .filter(input -> input.name().equals(draw.input()))
                .findFirst()
                .orElseThrow()
                .value()
                .shape();
        float[] numbers = new float[Math.toIntExact(shape.elements())];
        SplittableRandom own = random.split();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = draw.normal() ? (float) own.nextGaussian() : (float) (own.nextInt() >>> 8) / (1 << 24);
        }
        return Tensor.owning(shape, numbers);
    }

    /** Labels may lack, or have, a last axis of size 1. */
    private static Tensor fitted(OpGraph.Input input, Map<String, Tensor> given) {
        Tensor found = given.get(input.name());
        if (found == null) {
            throw new IllegalArgumentException("the step lacks " + input.name());
        }
        Shape wanted = input.value().shape();
        boolean reshapes = !found.shape().equals(wanted) && found.elements() == wanted.elements();
        return reshapes ? found.reshaped(wanted) : found;
    }

    private StepResult result(OpGraph graph, List<Tensor> values) {
        double loss = values.get(0).get(0);
        Map<Integer, Double> losses = new HashMap<>();
        List<Tensor> outputs = new ArrayList<>();
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        Map<String, Tensor> updates = new LinkedHashMap<>();
        for (int i = 1; i < values.size(); i++) {
            String name = graph.outputs().get(i).name();
            if (name.startsWith("loss/")) {
                losses.put(Integer.parseInt(name.substring("loss/".length())), (double)
                        values.get(i).get(0));
            } else if (name.startsWith("output/")) {
                outputs.add(values.get(i));
            } else if (name.startsWith(UPDATE)) {
                updates.put(name.substring(UPDATE.length()), values.get(i));
            } else {
                gradients.put(name.substring(GRADIENT.length()), values.get(i));
            }
        }
        List<OptionalDouble> byOutput = new ArrayList<>();
        for (int i = 0; i < setup.losses().size(); i++) {
            byOutput.add(losses.containsKey(i) ? OptionalDouble.of(losses.get(i)) : OptionalDouble.empty());
        }
        return new StepResult(loss, byOutput, outputs, gradients, updates);
    }

    @Override
    public void close() {
        prepared.values().forEach(ready -> ready.plan().close());
    }
}
