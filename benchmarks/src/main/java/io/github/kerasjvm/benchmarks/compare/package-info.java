/**
 * Importing the files of suites with keras-jvm and with stock DL4J, side by side: {@code benchmarks/run import}. Each file
 * runs in a JVM that may die of it, and what came of it is told in one word and a reason.
 */
package io.github.kerasjvm.benchmarks.compare;
