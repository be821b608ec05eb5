package io.github.kerasjvm.op;

/** The functions of {@link Pool}. */
public enum PoolFunction {
    /** The largest of the window. */
    MAXIMUM,
    /** The mean over the cells of the window that lie inside the input: padding is not counted, as in Keras. */
    AVERAGE
}
