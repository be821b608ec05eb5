/** Keras's attention layers: sequences weighed by how well they fit others. */
package io.github.kerasjvm.layer.attention;
