/** Layers that join several inputs: one file for each kind. */
package io.github.kerasjvm.layer.merging;
