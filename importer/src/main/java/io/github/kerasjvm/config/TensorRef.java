package io.github.kerasjvm.config;

/**
 * One tensor of a model's graph: an output of a call of a layer.
 *
 * @param layer the layer's name, unique in its model
 * @param call which of the layer's calls, from 0; a nested model's calls from the outside are counted from 0, too
 * @param output which output of the call, from 0
 */
public record TensorRef(String layer, int call, int output) {}
