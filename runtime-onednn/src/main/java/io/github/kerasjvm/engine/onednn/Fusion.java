package io.github.kerasjvm.engine.onednn;

/** Joins nodes that one kernel computes together. */
@FunctionalInterface
interface Fusion {

    /** Claims what it joins. */
    void apply(Web web);
}
