/**
 * The engine seam: an {@link io.github.kerasjvm.engine.Engine} compiles a
 * {@link io.github.kerasjvm.engine.Program} into a {@link io.github.kerasjvm.engine.Plan}, which runs.
 * {@link io.github.kerasjvm.engine.Engines} finds the engines that are on the class path.
 */
package io.github.kerasjvm.engine;
