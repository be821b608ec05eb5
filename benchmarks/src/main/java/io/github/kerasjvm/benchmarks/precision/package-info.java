/** Models in fewer bits beside themselves in float32. */
package io.github.kerasjvm.benchmarks.precision;
