/**
 * The parts of the way from a file to an answer, one by one, measured by JMH: {@code benchmarks/run parts}. Each class is one
 * stage; figures of a part say where time goes, not how the whole compares with others.
 */
package io.github.kerasjvm.benchmarks.parts;
