/** Activation functions as layers: one file for each kind. */
package io.github.kerasjvm.layer.activation;
