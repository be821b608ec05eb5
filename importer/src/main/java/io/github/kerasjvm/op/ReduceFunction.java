package io.github.kerasjvm.op;

/** The functions of {@link Reduce}. */
public enum ReduceFunction {
    /** The sum. */
    SUM,
    /** The arithmetic mean. */
    MEAN,
    /** The largest. */
    MAXIMUM,
    /** The smallest. */
    MINIMUM
}
