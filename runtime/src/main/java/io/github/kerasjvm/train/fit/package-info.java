/**
 * Training over epochs as Keras's {@code fit}: {@link io.github.kerasjvm.train.fit.Fit} goes through the data batch by batch
 * with a {@link io.github.kerasjvm.train.Trainer}, and tells listeners what came of it.
 */
package io.github.kerasjvm.train.fit;
