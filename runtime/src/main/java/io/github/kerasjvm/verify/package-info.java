/**
 * Proof that the JVM gives Python's numbers: recorded outputs of Keras against ours, per output and per layer, for one
 * model ({@link io.github.kerasjvm.verify.Verification}) and for a folder of them
 * ({@link io.github.kerasjvm.verify.Suite}).
 */
package io.github.kerasjvm.verify;
