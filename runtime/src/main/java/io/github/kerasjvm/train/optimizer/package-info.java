/**
 * Optimizers with Keras's numbers. {@link io.github.kerasjvm.train.optimizer.OptimizerReader} reads one from a model's
 * training configuration with the rules of the Keras that wrote it; {@link io.github.kerasjvm.train.optimizer.Optimizer}
 * runs it over {@link io.github.kerasjvm.train.optimizer.Parameters}, all trained weights in one array;
 * {@link io.github.kerasjvm.train.optimizer.StateFile} takes its state from the arrays of a file and gives it back in
 * their order.
 */
package io.github.kerasjvm.train.optimizer;
