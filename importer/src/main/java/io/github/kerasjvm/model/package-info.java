/**
 * The model: {@link io.github.kerasjvm.model.Import} takes a file through all stages. Layers wired into a
 * {@link io.github.kerasjvm.model.ModelGraph}, shapes inferred, weights bound by name and shape, problems collected; the
 * result is an immutable {@link io.github.kerasjvm.model.KerasModel}, which lowers to an op graph.
 */
package io.github.kerasjvm.model;
