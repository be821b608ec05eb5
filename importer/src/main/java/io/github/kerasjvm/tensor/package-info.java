/** Shapes and dense float arrays, the values that every other package speaks of. */
package io.github.kerasjvm.tensor;
