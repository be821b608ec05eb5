/** Layers over the steps of a sequence: one file for each kind. */
package io.github.kerasjvm.layer.recurrent;
