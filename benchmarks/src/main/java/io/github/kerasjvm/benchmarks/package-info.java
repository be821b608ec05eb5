/**
 * Side-by-side measurements, to be run by a person on a quiet machine: {@code benchmarks/run mnist},
 * {@code import}, {@code load}. They print what they find and never pass or fail.
 */
package io.github.kerasjvm.benchmarks;
