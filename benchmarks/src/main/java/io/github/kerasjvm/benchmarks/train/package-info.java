/** Times steps of training: {@code benchmarks/run train}. */
package io.github.kerasjvm.benchmarks.train;
