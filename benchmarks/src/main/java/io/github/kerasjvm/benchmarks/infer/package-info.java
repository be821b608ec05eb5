/**
 * Predicting, side by side: {@code benchmarks/run infer}. Every contender has a process of its own, so that nobody's threads
 * spin while another is measured and nobody's class path or memory touches another's; all are asked in turns.
 */
package io.github.kerasjvm.benchmarks.infer;
