package io.github.kerasjvm.engine;

import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.RowWise;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

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
     * @param threads how many threads may compute at once, 1 or more
     */
    public BatchedPlan(Program program, Plan plan, int rows, int threads) {
        if (rows < 1 || threads < 1) {
            throw new IllegalArgumentException("micro-batches of " + rows + " rows on " + threads + " threads");
        }
        this.program = program;
        this.plan = plan;
        this.rows = rows;
        this.rowWise = !program.graph().inputs().isEmpty() && RowWise.holds(program.graph());
        this.workers = new Workers(threads);
    }

    @Override
    public List<Tensor> run(List<Tensor> inputs) {
        program.check(inputs);
        lock.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the plan is closed");
            }
            return rowWise ? runRows(inputs) : workers.call(() -> plan.run(inputs));
        } finally {
            lock.readLock().unlock();
        }
    }

    private List<Tensor> runRows(List<Tensor> inputs) {
        int batch = inputs.get(0).shape().size(0);
        for (Tensor input : inputs) {
            if (input.shape().size(0) != batch) {
                throw new IllegalArgumentException("the inputs have " + batch + " and "
                        + input.shape().size(0) + " rows; expected as many in each");
            }
        }
        if (batch == 0) {
            return noRows();
        }
        if (batch <= rows) {
            return workers.call(() -> plan.run(inputs));
        }
        List<Tensor> results = new ArrayList<>();
        float[][] joined = new float[program.graph().outputs().size()][];
        for (int i = 0; i < joined.length; i++) {
            Shape shape = outputShape(i, batch);
            joined[i] = new float[Math.toIntExact(shape.elements())];
            results.add(Tensor.owning(shape, joined[i]));
        }
        int parts = (batch - 1) / rows + 1;
        workers.each(parts, part -> runPart(inputs, part * rows, Math.min(batch, (part + 1) * rows), joined));
        return results;
    }

    private List<Tensor> noRows() {
        List<Tensor> results = new ArrayList<>();
        for (int i = 0; i < program.graph().outputs().size(); i++) {
            results.add(Tensor.of(outputShape(i, 0)));
        }
        return results;
    }

    private Shape outputShape(int index, int batch) {
        OpGraph.Output output = program.graph().outputs().get(index);
        return output.value().shape().with(0, batch);
    }

    private void runPart(List<Tensor> inputs, int from, int to, float[][] joined) {
        List<Tensor> results =
                plan.run(inputs.stream().map(input -> input.rows(from, to)).toList());
        for (int i = 0; i < joined.length; i++) {
            Tensor result = results.get(i);
            result.copyTo(0, joined[i], from * (result.elements() / (to - from)), result.elements());
        }
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
