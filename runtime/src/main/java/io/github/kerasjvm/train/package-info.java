/** Training: the graph of a step, its losses and gradients, and what goes on from the state that a file holds. */
package io.github.kerasjvm.train;
