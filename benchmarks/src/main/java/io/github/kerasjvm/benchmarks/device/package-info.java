/** Predicting on the processor and on a GPU, side by side. */
package io.github.kerasjvm.benchmarks.device;
