/** The front door for applications: {@link io.github.kerasjvm.runtime.Model} loads a Keras file and predicts. */
package io.github.kerasjvm.runtime;
