/**
 * How a layer of an older Keras is said in the words of Keras 3. Each kind of layer states it in its own file, as a
 * {@link io.github.kerasjvm.layer.lift.Lifting}; what all layers share, such as the names of initialisers, is here.
 */
package io.github.kerasjvm.layer.lift;
