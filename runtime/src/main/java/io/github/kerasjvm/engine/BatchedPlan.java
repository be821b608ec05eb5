package io.github.kerasjvm.engine;

import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.RowWise;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.nio.BufferOverflowException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * The front of an engine's plan: checks the inputs, runs a batch in parts on several threads when its rows do not depend on
 * each other, and keeps the plan open while somebody runs it. A batch that is better run whole, see {@link BatchRule}, has all
 * threads for itself if nobody else computes at the time, else one. At most the given number of threads compute at once,
 * whoever calls.
 */
public final class BatchedPlan implements Plan {

    private final Program program;
    private final Plan alone;
    private final Optional<Lazy> shared;
    private final BatchRule rule;
    private final boolean rowWise;
    private final int threads;
    private final Workers workers;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    /** A plan that is made when it is wanted for the second time: who predicts once need not wait for it. */
    private static final class Lazy {
        private final Supplier<Plan> maker;
        private boolean wasWanted;
        private Plan plan;

        private Lazy(Supplier<Plan> maker) {
            this.maker = maker;
        }

        private synchronized Optional<Plan> wanted() {
            if (wasWanted && plan == null) {
                plan = maker.get();
            }
            wasWanted = true;
            return Optional.ofNullable(plan);
        }

        private synchronized void close() {
            if (plan != null) {
                plan.close();
            }
        }
    }

    /**
     * Wraps a plan.
     *
     * @param program what the plan runs
     * @param plan computes a batch that is given whole, on the calling thread, from any number of threads; closed with
     *     this plan
     * @param rule how batches are divided
     * @param options how many threads may compute at once
     */
    public BatchedPlan(Program program, Plan plan, BatchRule rule, EngineOptions options) {
        this(program, plan, Optional.empty(), rule, options);
    }

    /**
     * Wraps a plan and another that shares the work of one batch among threads.
     *
     * @param program what the plans run
     * @param alone computes a batch that is given whole, on the calling thread, from any number of threads
     * @param shared makes a plan that computes a batch with {@link EngineOptions#threadsOfRun} threads of its own; called once,
     *     at the second batch that is better run so, or never. Both plans are closed with this one
     * @param rule how batches are divided
     * @param options how many threads may compute at once
     */
    public BatchedPlan(Program program, Plan alone, Supplier<Plan> shared, BatchRule rule, EngineOptions options) {
        this(program, alone, Optional.of(new Lazy(shared)), rule, options);
    }

    private BatchedPlan(Program program, Plan alone, Optional<Lazy> shared, BatchRule rule, EngineOptions options) {
        this.program = program;
        this.alone = alone;
        this.shared = shared;
        this.rule = rule;
        this.rowWise = splits(program);
        this.workers = new Workers(options.threads());
        this.threads = options.threadsOfRun();
    }

    /**
     * Whether batches of a program are run in parts.
     *
     * @param program the program
     * @return false if the rows of a batch depend on each other, or their number is fixed
     */
    public static boolean splits(Program program) {
        return !program.graph().inputs().isEmpty() && RowWise.holds(program.graph());
    }

    @Override
    public List<Tensor> run(List<Tensor> inputs) {
        List<Tensor> results = new ArrayList<>();
        open(inputs, plan -> results.addAll(plan.run(inputs)), batch -> fresh(batch, results));
        return results;
    }

    private List<FloatBuffer> fresh(int batch, List<Tensor> results) {
        List<FloatBuffer> buffers = new ArrayList<>();
        for (int i = 0; i < program.graph().outputs().size(); i++) {
            Shape shape = outputShape(i, batch);
            float[] values = new float[Math.toIntExact(shape.elements())];
            results.add(Tensor.owning(shape, values));
            buffers.add(FloatBuffer.wrap(values));
        }
        return buffers;
    }

    @Override
    public void run(List<Tensor> inputs, List<FloatBuffer> results) {
        if (results.size() != program.graph().outputs().size()) {
            throw new IllegalArgumentException(
                    results.size() + " buffers for " + program.graph().outputs().size() + " outputs");
        }
        program.check(inputs);
        requireRoom(inputs, results);
        open(inputs, plan -> plan.run(inputs, results), batch -> results);
    }

    private void requireRoom(List<Tensor> inputs, List<FloatBuffer> results) {
        for (int i = 0; rowWise && i < results.size(); i++) {
            Shape shape = outputShape(i, inputs.get(0).shape().size(0));
            if (results.get(i).remaining() < shape.elements()) {
                throw new BufferOverflowException();
            }
        }
    }

    private void open(List<Tensor> inputs, Consumer<Plan> whole, IntFunction<List<FloatBuffer>> results) {
        program.check(inputs);
        lock.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the plan is closed");
            }
            compute(inputs, whole, results);
        } finally {
            lock.readLock().unlock();
        }
    }

    private void compute(List<Tensor> inputs, Consumer<Plan> whole, IntFunction<List<FloatBuffer>> results) {
        int batch = batch(inputs);
        boolean isShared = shared.isPresent() && (rowWise ? rule.isShared(batch, threads) : threads > 1);
        Optional<Plan> together = isShared ? shared.get().wanted() : Optional.empty();
        if (together.isPresent() && workers.callIfIdle(threads, () -> whole.accept(together.get()))) {
            return;
        }
        // Where others compute, too, one thread is enough for what is too little for several.
        int parts = rowWise ? rule.parts(batch, together.isPresent() ? 1 : threads) : 1;
        if (parts == 1) {
            workers.call(() -> whole.accept(alone));
        } else {
            runParts(inputs, batch, parts, results.apply(batch));
        }
    }

    private int batch(List<Tensor> inputs) {
        if (!rowWise) {
            return 1;
        }
        int batch = inputs.get(0).shape().size(0);
        for (Tensor input : inputs) {
            if (input.shape().size(0) != batch) {
                throw new IllegalArgumentException("the inputs have " + batch + " and "
                        + input.shape().size(0) + " rows; expected as many in each");
            }
        }
        return batch;
    }

    private void runParts(List<Tensor> inputs, int batch, int parts, List<FloatBuffer> results) {
        List<FloatBuffer> own = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            FloatBuffer result = results.get(i);
            int count = Math.toIntExact(outputShape(i, batch).elements());
            own.add(result.slice(result.position(), count));
            result.position(result.position() + count);
        }
        workers.each(parts, threads, part -> {
            int from = rule.from(part, parts, batch);
            runPart(inputs, from, rule.from(part + 1, parts, batch), batch, own);
        });
    }

    private Shape outputShape(int index, int batch) {
        OpGraph.Output output = program.graph().outputs().get(index);
        return output.value().shape().with(0, batch);
    }

    private void runPart(List<Tensor> inputs, int from, int to, int batch, List<FloatBuffer> results) {
        List<FloatBuffer> parts = new ArrayList<>();
        for (FloatBuffer result : results) {
            int row = result.capacity() / batch;
            parts.add(result.slice(from * row, (to - from) * row));
        }
        alone.run(inputs.stream().map(input -> input.rows(from, to)).toList(), parts);
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                workers.close();
                alone.close();
                shared.ifPresent(Lazy::close);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
