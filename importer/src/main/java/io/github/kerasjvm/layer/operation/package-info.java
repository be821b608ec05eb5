/**
 * Operations on tensors that stand in a model's graph beside its layers, such as {@code x * 2}: those of {@code keras.ops} in
 * Keras 3, and those of {@code tf} in Keras inside TensorFlow. Each operation is one entry of a group of functions; its entry
 * names it as both write it.
 */
package io.github.kerasjvm.layer.operation;
