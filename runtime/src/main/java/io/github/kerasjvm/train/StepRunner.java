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
    private static final String LOOKUP = "lookup/";

    private final KerasModel model;
    private final TrainingSetup setup;
    private final Engine engine;
    private final EngineOptions options;
    private final Mode mode;
    private final long seed;
    private final Map<List<Shape>, Prepared> prepared = new HashMap<>();

    /** What a step is for. */
    enum Mode {
        TRAINING,
        /** Training, with the gradients of lookups one by one. */
        TRAINING_BY_LOOKUPS,
        /** Loss and outputs at inference. */
        TESTING
    }

    StepRunner(KerasModel model, TrainingSetup setup, TrainerOptions options, Mode mode) {
        this.model = model;
        this.setup = setup;
        this.engine = options.engine();
        // A step's graph trains what the passes would take for fixed.
        this.options = options.engineOptions().withoutPasses();
        this.seed = options.seed();
        this.mode = mode;
    }

    /** The graph for one size of batch, and its plan. */
    private record Prepared(StepGraph.Compiled compiled, Plan plan) {}

    /**
     * Runs one step.
     *
     * @param batch the batch
     * @param weights every weight of the model by name
     * @param step the number of the step since training began, from 1; with the seed it decides all random numbers
     */
    StepResult run(TrainingBatch batch, Map<String, Tensor> weights, long step) {
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
        SplittableRandom random = new SplittableRandom(seed ^ step * 0x9E3779B97F4A7C15L);
        for (TrainingGraph.Draw draw : ready.compiled().draws()) {
            given.put(draw.input(), draw(draw, shape(graph, draw.input()), random));
        }
        for (int i = 0; i < ready.compiled().lookups().size(); i++) {
            given.put(LOOKUP + i, Tensor.filled(shape(graph, LOOKUP + i), 0));
        }
        List<Tensor> inputs =
                graph.inputs().stream().map(input -> fitted(input, given)).toList();
        return result(ready.compiled(), ready.plan().run(inputs));
    }

    private static List<Shape> key(TrainingBatch batch) {
        List<Shape> key = new ArrayList<>();
        batch.inputs().forEach(input -> key.add(input.shape()));
        batch.weights().forEach(own -> key.add(own.map(Tensor::shape).orElse(Shape.UNKNOWN)));
        return key;
    }

    private Prepared prepare(TrainingBatch batch) {
        List<Shape> inputs = batch.inputs().stream().map(Tensor::shape).toList();
        List<Optional<Shape>> weights =
                batch.weights().stream().map(own -> own.map(Tensor::shape)).toList();
        StepGraph.Compiled compiled = mode == Mode.TESTING
                ? StepGraph.ofTest(model, setup, inputs, weights)
                : StepGraph.of(model, setup, inputs, weights, mode == Mode.TRAINING_BY_LOOKUPS);
        return new Prepared(compiled, engine.compile(new Program(compiled.graph()), options));
    }

    private static Shape shape(OpGraph graph, String input) {
        return graph.inputs().stream()
                .filter(candidate -> candidate.name().equals(input))
                .findFirst()
                .orElseThrow()
                .value()
                .shape();
    }

    private static Tensor draw(TrainingGraph.Draw draw, Shape shape, SplittableRandom random) {
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

    private StepResult result(StepGraph.Compiled compiled, List<Tensor> values) {
        Map<String, Tensor> named = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            named.put(compiled.graph().outputs().get(i).name(), values.get(i));
        }
        List<OptionalDouble> losses = new ArrayList<>();
        List<Tensor> outputs = new ArrayList<>();
        List<Optional<Tensor>> masks = new ArrayList<>();
        for (int i = 0; i < setup.losses().size(); i++) {
            Tensor loss = named.get("loss/" + i);
            losses.add(loss == null ? OptionalDouble.empty() : OptionalDouble.of(loss.get(0)));
            outputs.add(named.get("output/" + i));
            masks.add(Optional.ofNullable(named.get("mask/" + i)));
        }
        Map<Integer, Tensor> logits = new HashMap<>();
        for (int i = 0; i < setup.metrics().metrics().size(); i++) {
            if (named.containsKey("metric/" + i)) {
                logits.put(i, named.get("metric/" + i));
            }
        }
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        compiled.trained().forEach(weight -> gradients.put(weight, named.get(GRADIENT + weight)));
        List<StepResult.Lookup> lookups = new ArrayList<>();
        for (int i = 0; i < compiled.lookups().size(); i++) {
            lookups.add(new StepResult.Lookup(
                    compiled.lookups().get(i), named.get("rows/" + i), named.get(GRADIENT + LOOKUP + i)));
        }
        Map<String, Tensor> updates = new LinkedHashMap<>();
        named.forEach((name, value) -> {
            if (name.startsWith(UPDATE)) {
                updates.put(name.substring(UPDATE.length()), value);
            }
        });
        return new StepResult(named.get("loss").get(0), losses, outputs, masks, logits, gradients, lookups, updates);
    }

    @Override
    public void close() {
        prepared.values().forEach(ready -> ready.plan().close());
    }
}
