package io.github.kerasjvm.read;

import java.util.List;
import java.util.Optional;

/**
 * What a file holds, before anybody asks what it means. Owns the open file: weights can be read until {@link #close()}.
 *
 * @param file the file as the user named it, for messages
 * @param container how the file is built
 * @param config the architecture as JSON text, word for word, or translated from YAML; empty when the file holds weights only
 * @param trainingConfig loss, metrics and optimizer as JSON text, word for word; empty when not compiled
 * @param kerasVersion the version that wrote the file, {@code 2.2.4-tf}; empty text when the file does not say
 * @param backend {@code tensorflow}, {@code theano}, {@code jax}, …; empty text when the file does not say
 * @param weights where the weights are; empty when the file has none
 * @param optimizer the optimizer's variables in the order of the file; empty when there are none
 * @param resource closes the file
 */
public record RawModel(
        String file,
        Container container,
        Optional<String> config,
        Optional<String> trainingConfig,
        String kerasVersion,
        String backend,
        Optional<WeightSource> weights,
        List<StoredArray> optimizer,
        AutoCloseable resource)
        implements AutoCloseable {

    /** How a file is built. */
    public enum Container {
        /** HDF5 of a whole model or of weights alone. */
        HDF5,
        /** The zip archive that Keras 2.13 and later write as {@code .keras}. */
        KERAS_ZIP,
        /** An architecture as JSON text. */
        JSON,
        /** An architecture as YAML text, as Keras 1 and 2 and tf.keras up to 2.4 could write it. */
        YAML
    }

    /** Closes the file; the arrays of {@link #weights()} cannot be read any more. */
    @Override
    public void close() {
        try {
            resource.close();
        } catch (Exception e) {
            throw new IllegalStateException("closing " + file + " failed", e);
        }
    }
}
