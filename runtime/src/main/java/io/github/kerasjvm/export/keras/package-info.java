/**
 * Writes models as the Keras files that they came from: {@link io.github.kerasjvm.export.keras.KerasWriter} is the way in.
 */
package io.github.kerasjvm.export.keras;
