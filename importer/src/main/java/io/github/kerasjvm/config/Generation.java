package io.github.kerasjvm.config;

/** The generations of Keras, by the form of their files. */
public enum Generation {
    /** Keras 1.0 to 1.2. */
    KERAS_1("Keras 1"),
    /** Keras 2.0 to 2.15, on its own or inside TensorFlow, and {@code tf_keras}. */
    KERAS_2("Keras 2"),
    /** Keras 3. */
    KERAS_3("Keras 3");

    private final String label;

    Generation(String label) {
        this.label = label;
    }

    /** As people say it: {@code Keras 3}. */
    @Override
    public String toString() {
        return label;
    }
}
