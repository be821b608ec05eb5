package io.github.kerasjvm.config;

/**
 * Who wrote a file.
 *
 * @param generation the generation of Keras
 * @param version the version as the file gives it, {@code 2.2.4-tf}; empty when it does not
 * @param backend {@code tensorflow}, {@code theano}, {@code jax}, …; what was taken when the file does not say
 * @param backendNote how the backend was found out; empty when the file or the caller says it
 */
public record Origin(Generation generation, String version, String backend, String backendNote) {

    /** As people say it: {@code Keras 3.15.1, tensorflow}. */
    @Override
    public String toString() {
        String name = version.isEmpty() ? generation.toString() : "Keras " + version;
        return backend.isEmpty() ? name : name + ", " + backend;
    }
}
