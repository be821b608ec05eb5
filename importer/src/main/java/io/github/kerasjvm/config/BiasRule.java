package io.github.kerasjvm.config;

/** Along which axis a bias is added that has a single axis with more than one element. */
public enum BiasRule {
    /** Along its own, counted from the last. */
    OWN_AXIS,
    /**
     * Along the last axis of that size, else along axis 1 of that size, else along its own: {@code add} of Keras 3.7 and later
     * on TensorFlow (keras/src/backend/tensorflow/numpy.py).
     */
    AXIS_OF_ITS_SIZE;

    static BiasRule of(Origin origin) {
        boolean isLater =
                origin.generation() == Generation.KERAS_3 && !origin.version().matches("3\\.[0-6](\\..*)?");
        return isLater && origin.backend().equals("tensorflow") ? AXIS_OF_ITS_SIZE : OWN_AXIS;
    }

    /**
     * That of convolutions, whose bias meets an axis of its size by chance only where the channels come first: there a file that
     * does not name its backend is as likely to come from another than TensorFlow.
     */
    static BiasRule ofConvolutions(Origin origin) {
        return origin.backendNote().isEmpty() ? of(origin) : OWN_AXIS;
    }
}
