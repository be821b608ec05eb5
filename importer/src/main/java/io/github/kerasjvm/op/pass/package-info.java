/**
 * Graph passes: each brings an op graph to one that computes the same with less work.
 *
 * <p>{@link io.github.kerasjvm.op.pass.Pass} is one of them, a pure function; {@link io.github.kerasjvm.op.pass.Passes}
 * runs those that are right for inference until nothing changes any more. They are not for training: they fold trained
 * arrays into each other.
 */
package io.github.kerasjvm.op.pass;
