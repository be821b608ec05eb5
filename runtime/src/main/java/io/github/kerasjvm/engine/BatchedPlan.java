package io.github.kerasjvm.engine;

import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.RowWise;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.nio.BufferOverflowException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The front of an engine's plan: checks the inputs, runs a large batch as micro-batches on several threads when its
 * rows do not depend on each other, and keeps the plan open while somebody runs it. At most the given number of threads
 * compute at once, whoever calls.
 */
public final class BatchedPlan implements Plan {

    private final Program program;
    private final Plan plan;
    private final int rows;
    private final boolean rowWise;
    private final int threadsOfRun;
    private final Workers workers;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    /**
     * Wraps a plan.
     *
     * @param program what the plan runs
     * @param plan computes a batch that is given whole, on the calling thread, from any number of threads; closed with
     *     this plan
     * @param rows the rows of a micro-batch, 1 or more; {@link Integer#MAX_VALUE} to run every batch whole
     * @param options how many threads may compute at once
     */
    public BatchedPlan(Program program, Plan plan, int rows, EngineOptions options) {
        if (rows < 1) {
            throw new IllegalArgumentException("micro-batches of " + rows + " rows");
        }
        this.program = program;
        this.plan = plan;
        this.rows = rows;
        this.rowWise = splits(program);
        this.workers = new Workers(options.threads());
        this.threadsOfRun = options.threadsOfRun();
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
        return open(inputs, () -> {
            int batch = batch(inputs);
            if (rowWise && (batch == 0 || batch > rows)) {
                List<float[]> arrays = new ArrayList<>();
                List<Tensor> results = new ArrayList<>();
                for (int i = 0; i < program.graph().outputs().size(); i++) {
                    Shape shape = outputShape(i, batch);
                    arrays.add(new float[Math.toIntExact(shape.elements())]);
                    results.add(Tensor.owning(shape, arrays.get(i)));
                }
                runRows(inputs, batch, arrays.stream().map(FloatBuffer::wrap).toList());
                return results;
            }
            return workers.call(() -> plan.run(inputs));
        });
    }

    @Override
    public void run(List<Tensor> inputs, List<FloatBuffer> results) {
        if (results.size() != program.graph().outputs().size()) {
            throw new IllegalArgumentException(
                    results.size() + " buffers for " + program.graph().outputs().size() + " outputs");
        }
        open(inputs, () -> {
            int batch = batch(inputs);
            if (rowWise && (batch == 0 || batch > rows)) {
                runRows(inputs, batch, results);
            } else {
                workers.call(() -> {
                    plan.run(inputs, results);
                    return results;
                });
            }
            return results;
        });
    }

    private <T> T open(List<Tensor> inputs, Supplier<T> run) {
        program.check(inputs);
        lock.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the plan is closed");
            }
            return run.get();
        } finally {
            lock.readLock().unlock();
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

    private void runRows(List<Tensor> inputs, int batch, List<FloatBuffer> results) {
        List<FloatBuffer> own = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            FloatBuffer result = results.get(i);
            int count = Math.toIntExact(outputShape(i, batch).elements());
            if (result.remaining() < count) {
                throw new BufferOverflowException();
            }
            own.add(result.slice(result.position(), count));
            result.position(result.position() + count);
        }
        int parts = (batch + rows - 1) / rows;
        workers.each(
                parts,
                threadsOfRun,
                part -> runPart(inputs, part * rows, Math.min(batch, (part + 1) * rows), batch, own));
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
        plan.run(inputs.stream().map(input -> input.rows(from, to)).toList(), parts);
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                workers.close();
                plan.close();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
