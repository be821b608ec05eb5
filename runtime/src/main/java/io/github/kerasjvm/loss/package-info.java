/**
 * Losses with Keras's numbers: each is a record that lowers to ops, {@link io.github.kerasjvm.loss.LossReader} reads them
 * from a model's training configuration, {@link io.github.kerasjvm.loss.LossGraph} appends them to a model's graph.
 */
package io.github.kerasjvm.loss;
