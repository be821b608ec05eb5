/** Dropout and its family: one file for each kind. */
package io.github.kerasjvm.layer.regularization;
