package io.github.kerasjvm.engine;

/**
 * How a plan is to run.
 *
 * @param threads how many threads may compute at once, whoever calls; 1 or more
 * @param threadsOfRun how many of them one run may use, 1 to {@code threads}
 */
public record EngineOptions(int threads, int threadsOfRun) {

    /** Checks the ranges. */
    public EngineOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + ", expected 1 or more");
        }
        if (threadsOfRun < 1 || threadsOfRun > threads) {
            throw new IllegalArgumentException("threadsOfRun is " + threadsOfRun + ", expected 1 to " + threads);
        }
    }

    /**
     * A run may use every thread.
     *
     * @param threads how many threads may compute at once, 1 or more
     */
    public EngineOptions(int threads) {
        this(threads, threads);
    }

    /**
     * As many threads as this process may use.
     *
     * @return the options
     */
    public static EngineOptions defaults() {
        return new EngineOptions(Runtime.getRuntime().availableProcessors());
    }

    /**
     * The same for a caller who runs the plan from several threads himself.
     *
     * @return options by which a run computes on one thread
     */
    public EngineOptions withRunsAlone() {
        return new EngineOptions(threads, 1);
    }
}
