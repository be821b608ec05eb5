/** Layers that prepare data: one file for each kind. */
package io.github.kerasjvm.layer.preprocessing;
