/** Learning rates that change with the steps, with Keras's numbers. */
package io.github.kerasjvm.train.schedule;
