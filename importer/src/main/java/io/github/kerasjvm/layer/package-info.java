/**
 * What a layer is: {@link io.github.kerasjvm.layer.Layer} with its {@link io.github.kerasjvm.layer.Kind}, arguments
 * ({@link io.github.kerasjvm.layer.Args}), weights ({@link io.github.kerasjvm.layer.WeightSpec}) and the lowering to
 * ops. Each kind has one file, in the package of its group; {@link io.github.kerasjvm.layer.Layers} lists them.
 */
package io.github.kerasjvm.layer;
