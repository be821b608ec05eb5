package io.github.kerasjvm.train;

import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import io.github.kerasjvm.train.optimizer.Crew;
import io.github.kerasjvm.train.optimizer.Layout;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Runs steps of training; what is compiled for a size of batch stays. For one thread at a time, but a step is shared out to
 * threads: in parts of the batch where that is the same step, else by the engine.
 */
final class StepRunner implements AutoCloseable {

    private static final String UPDATE = "update/";

    /** A part has so many rows at least; fewer are not worth a thread. */
    private static final int LEAST_ROWS = 4;

    /** A part has so many rows at most: what its layers pass on is to stay in the processor's caches. */
    private static final int MOST_ROWS = 64;

    /** Numbers whose sums are computed together, so few that they stay in a processor's cache. */
    private static final int CHUNK = 1 << 14;

    private final KerasModel model;
    private final TrainingSetup setup;
    private final Engine engine;
    private final EngineOptions options;
    private final Mode mode;
    private final long seed;
    private final Layout layout;
    private final Crew crew;
    private final Map<Key, PreparedStep> prepared = new HashMap<>();
    private final Map<Key, Optional<BatchSplit>> splits = new HashMap<>();
    /** The gradients of the parts but the first. */
    private final List<float[]> further = new ArrayList<>();

    /** What a step is for. */
    enum Mode {
        TRAINING,
        /** Training, with the gradients of lookups one by one. */
        TRAINING_BY_LOOKUPS,
        /** Loss and outputs at inference. */
        TESTING
    }

    /**
     * A runner that has compiled nothing.
     *
     * @param model the model
     * @param setup the losses and penalties
     * @param options what computes, and how
     * @param mode what the steps are for
     * @param layout where gradients are put
     * @param crew who works on the parts of a step
     */
    StepRunner(KerasModel model, TrainingSetup setup, TrainerOptions options, Mode mode, Layout layout, Crew crew) {
        this.model = model;
        this.setup = setup;
        this.engine = options.engine();
        // A step's graph trains what the passes would take for fixed.
        this.options = options.engineOptions().withoutPasses();
        this.seed = options.seed();
        this.mode = mode;
        this.layout = layout;
        this.crew = crew;
    }

    /** The shapes of a batch. */
    private record Key(List<Shape> inputs, List<Optional<Shape>> weights) {

        static Key of(TrainingBatch batch) {
            return new Key(
                    batch.inputs().stream().map(Tensor::shape).toList(),
                    batch.weights().stream().map(own -> own.map(Tensor::shape)).toList());
        }

        /** The same whatever the number of rows. */
        Key anyRows() {
            return new Key(
                    inputs.stream().map(shape -> shape.with(0, Shape.ANY)).toList(),
                    List.copyOf(weights.stream()
                            .map(own -> own.map(shape -> shape.with(0, Shape.ANY)))
                            .toList()));
        }
    }

    /**
     * Runs one step.
     *
     * @param batch the batch
     * @param weights every weight of the model by name
     * @param step the number of the step since training began, from 1; with the seed it decides all random numbers
     * @param gradients takes the gradient of the loss by each trained weight, where the layout says; not used in a test
     */
    StepResult run(TrainingBatch batch, Map<String, Tensor> weights, long step, float[] gradients) {
        Optional<BatchSplit> split = splits.computeIfAbsent(Key.of(batch).anyRows(), this::split);
        List<Integer> bounds = bounds(batch, split.isPresent());
        int count = bounds.size() - 1;
        List<TrainingBatch> parts = new ArrayList<>();
        List<PreparedStep> steps = new ArrayList<>();
        double[] shares = new double[count];
        for (int i = 0; i < count; i++) {
            TrainingBatch part = count == 1 ? batch : batch.rows(bounds.get(i), bounds.get(i + 1));
            parts.add(part);
            steps.add(prepared.computeIfAbsent(Key.of(part), key -> prepare(key, split.isPresent())));
            shares[i] = count == 1 ? 1 : part.rows() / (double) batch.rows();
        }
        List<float[]> arrays = arrays(count, gradients);
        StepOutputs outputs = new StepOutputs(layout, steps, arrays);
        List<List<FloatBuffer>> buffers = outputs.buffers();
        Draws draws = new Draws(seed, step);
        BatchSplit rows = split.orElse(new BatchSplit(Set.of()));
        crew.each(count, i -> steps.get(i)
                .run(named(parts.get(i), weights, step), draws, bounds.get(i), rows, buffers.get(i)));
        sum(arrays, shares);
        return result(steps.get(0), outputs.joined(shares));
    }

    private Optional<BatchSplit> split(Key key) {
        boolean isWeighted = key.weights().stream().anyMatch(Optional::isPresent);
        return options.threads() == 0 ? Optional.empty() : BatchSplit.of(model, setup, key.inputs(), isWeighted, mode);
    }

    /** Where the parts begin, and where the last ends. */
    private List<Integer> bounds(TrainingBatch batch, boolean isSplit) {
        int rows = batch.rows();
        int count = isSplit ? parts(rows) : 1;
        return IntStream.rangeClosed(0, count)
                .mapToObj(i -> (int) ((long) rows * i / count))
                .toList();
    }

    /** One for each thread, more where they would be large, but then as many for each. */
    private int parts(int rows) {
        int threads = Math.max(1, Math.min(options.threads(), rows / LEAST_ROWS));
        int least = (rows + MOST_ROWS - 1) / MOST_ROWS;
        return (Math.max(threads, least) + threads - 1) / threads * threads;
    }

    private List<float[]> arrays(int count, float[] first) {
        List<float[]> arrays = new ArrayList<>(List.of(first));
        for (int i = 1; i < count; i++) {
            if (further.size() < i) {
                further.add(new float[first.length]);
            }
            arrays.add(further.get(i - 1));
        }
        return arrays;
    }

    /** The first array becomes the sum of all in their order, whoever computes it. */
    private void sum(List<float[]> arrays, double[] shares) {
        float[] sum = arrays.get(0);
        if (arrays.size() == 1) {
            return;
        }
        crew.each((sum.length + CHUNK - 1) / CHUNK, chunk -> {
            int to = Math.min(sum.length, (chunk + 1) * CHUNK);
            scale(sum, (float) shares[0], chunk * CHUNK, to);
            for (int part = 1; part < shares.length; part++) {
                add(arrays.get(part), (float) shares[part], sum, chunk * CHUNK, to);
            }
        });
    }

    private static void scale(float[] sum, float share, int from, int to) {
        for (int i = from; i < to; i++) {
            sum[i] *= share;
        }
    }

    private static void add(float[] part, float share, float[] sum, int from, int to) {
        for (int i = from; i < to; i++) {
            sum[i] += share * part[i];
        }
    }

    private Map<String, Tensor> named(TrainingBatch batch, Map<String, Tensor> weights, long step) {
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
        return given;
    }

    private PreparedStep prepare(Key key, boolean isSplit) {
        StepGraph.Compiled compiled = mode == Mode.TESTING
                ? StepGraph.ofTest(model, setup, key.inputs(), key.weights())
                : StepGraph.of(model, setup, key.inputs(), key.weights(), mode == Mode.TRAINING_BY_LOOKUPS);
        EngineOptions own = isSplit ? options.withRunsAlone() : options;
        return new PreparedStep(compiled, engine.compile(new Program(compiled.graph()), own));
    }

    private StepResult result(PreparedStep step, Map<String, Tensor> named) {
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
        List<StepResult.Lookup> lookups = new ArrayList<>();
        for (int i = 0; i < step.lookups().size(); i++) {
            Tensor gradients = named.get("gradient/" + PreparedStep.LOOKUP + i);
            lookups.add(new StepResult.Lookup(step.lookups().get(i), named.get("rows/" + i), gradients));
        }
        Map<String, Tensor> updates = new LinkedHashMap<>();
        named.forEach((name, value) -> {
            if (name.startsWith(UPDATE)) {
                updates.put(name.substring(UPDATE.length()), value);
            }
        });
        return new StepResult(named.get("loss").get(0), losses, outputs, masks, logits, lookups, updates);
    }

    @Override
    public void close() {
        prepared.values().forEach(PreparedStep::close);
    }
}
