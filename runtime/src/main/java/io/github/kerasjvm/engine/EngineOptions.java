package io.github.kerasjvm.engine;

/**
 * How a plan is to run.
 *
 * @param threads how many threads may compute at once, 1 or more
 */
public record EngineOptions(int threads) {

    /** Checks the range. */
    public EngineOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + ", expected 1 or more");
        }
    }

    /**
     * As many threads as this process may use.
     *
     * @return the options
     */
    public static EngineOptions defaults() {
        return new EngineOptions(Runtime.getRuntime().availableProcessors());
    }
}
