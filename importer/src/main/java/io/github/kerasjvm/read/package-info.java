/**
 * Bytes to {@link io.github.kerasjvm.read.RawModel}: HDF5, {@code .keras} archives and JSON, recognised by their first
 * bytes, within {@link io.github.kerasjvm.read.Limits}. Knows where Keras puts things, not what they mean.
 *
 * <p>The only door to files: no link is followed, no name from a file becomes a path, no class is loaded.
 */
package io.github.kerasjvm.read;
