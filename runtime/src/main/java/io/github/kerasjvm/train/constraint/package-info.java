/** Constraints that Keras puts on weights after each update. */
package io.github.kerasjvm.train.constraint;
