/**
 * The training engine: op graphs, gradients among them, run by oneDNN on x86-64.
 *
 * <p>A graph of known shapes goes three steps. {@link io.github.kerasjvm.engine.onednn.Web} holds its nodes by what makes and
 * takes each value; every {@link io.github.kerasjvm.engine.onednn.Fusion} joins nodes there that one kernel computes. Each
 * {@link io.github.kerasjvm.engine.onednn.Work} that is left becomes calls of oneDNN, or, where oneDNN has none, runs of the
 * reference engine's code: a {@link io.github.kerasjvm.engine.onednn.Recipe}. A {@link io.github.kerasjvm.engine.onednn.Session}
 * is a recipe with memory, for one thread at a time.
 */
package io.github.kerasjvm.engine.onednn;
