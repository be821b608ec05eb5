/** Convolutions: one file for each kind. */
package io.github.kerasjvm.layer.convolutional;
