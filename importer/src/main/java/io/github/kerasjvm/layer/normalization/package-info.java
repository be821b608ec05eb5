/** Normalisation layers: one file for each kind. */
package io.github.kerasjvm.layer.normalization;
