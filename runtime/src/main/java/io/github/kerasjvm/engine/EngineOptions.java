package io.github.kerasjvm.engine;

/**
 * How a plan is to run.
 *
 * @param threads how many threads may compute at once, 1 or more
 * @param passes whether graph passes simplify the graph before it is compiled, as is right for inference; not for graphs
 *     that train
 */
public record EngineOptions(int threads, boolean passes) {

    /** Checks the range. */
    public EngineOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + ", expected 1 or more");
        }
    }

    /**
     * With graph passes.
     *
     * @param threads how many threads may compute at once, 1 or more
     */
    public EngineOptions(int threads) {
        this(threads, true);
    }

    /**
     * As many threads as this process may use, with graph passes.
     *
     * @return the options
     */
    public static EngineOptions defaults() {
        return new EngineOptions(Runtime.getRuntime().availableProcessors());
    }

    /**
     * The same, but the graph is compiled as it is given.
     *
     * @return the options
     */
    public EngineOptions withoutPasses() {
        return new EngineOptions(threads, false);
    }
}
