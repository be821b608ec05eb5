package io.github.kerasjvm.evaluate;

/** Told how far an evaluation has come. */
@FunctionalInterface
public interface Progress {

    /** Tells nobody. */
    Progress NONE = (done, total) -> {};

    /**
     * Called after each batch, in the thread that evaluates.
     *
     * @param done rows done so far
     * @param total rows in all
     */
    void rows(long done, long total);
}
