/** Layers that move elements: one file for each kind. */
package io.github.kerasjvm.layer.reshaping;
