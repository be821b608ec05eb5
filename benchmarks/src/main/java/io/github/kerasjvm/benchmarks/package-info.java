/**
 * Side-by-side measurements, to be run by a person on a quiet machine: {@code benchmarks/run mnist}. They print times
 * and ratios and never pass or fail.
 */
package io.github.kerasjvm.benchmarks;
