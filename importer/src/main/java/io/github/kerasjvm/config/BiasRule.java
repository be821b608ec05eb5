package io.github.kerasjvm.config;

/** Along which axis a bias is added that has a single axis with more than one element. */
public enum BiasRule {
    /** Along its own, counted from the last. */
    OWN_AXIS,
    /**
     * Along the last axis of that size, else along axis 1 of that size, else along its own: {@code add} of Keras 3.7 and later
     * on TensorFlow (keras/src/backend/tensorflow/numpy.py).
     */
    AXIS_OF_ITS_SIZE,
    /** The same in a file that does not name its backend. */
    AXIS_OF_ITS_SIZE_SUPPOSED;

    static BiasRule of(Origin origin) {
        boolean isLater =
                origin.generation() == Generation.KERAS_3 && !origin.version().matches("3\\.[0-6](\\..*)?");
        if (!isLater || !origin.backend().equals("tensorflow")) {
            return OWN_AXIS;
        }
        return origin.backendNote().isEmpty() ? AXIS_OF_ITS_SIZE : AXIS_OF_ITS_SIZE_SUPPOSED;
    }
}
