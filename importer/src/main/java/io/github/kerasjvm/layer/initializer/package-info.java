/** What the weights of a layer begin with, as Keras's initializers have it. */
package io.github.kerasjvm.layer.initializer;
