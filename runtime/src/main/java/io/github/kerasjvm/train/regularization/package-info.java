/** Penalties that Keras puts on weights and on what layers give. */
package io.github.kerasjvm.train.regularization;
