/**
 * Evaluation of a model on a data set: {@link io.github.kerasjvm.evaluate.Evaluate} gives loss and accuracy as Keras's
 * {@code evaluate} reports them.
 */
package io.github.kerasjvm.evaluate;
