package io.github.kerasjvm.augment;

/**
 * Where the generations of {@code ImageDataGenerator} differ in what the same parameters do.
 *
 * <p>The newer one is that of TensorFlow 2.9 and later, tf_keras and Keras 3; the older one is that of the package
 * keras_preprocessing, which stand-alone Keras 2.2 and 2.3 and older TensorFlow use.
 */
public enum TransformRule {
    /**
     * Turns about the middle, but computes it with height and width exchanged, and exchanges the directions of the
     * parameters, too: {@code tx} moves along the width. Brightness scales an image only if it leaves 0 to 255.
     */
    KERAS_3(-0.5, true, false),
    /**
     * Turns about a point one position beyond the middle; {@code tx} moves along the height. Brightness stretches
     * every image to 0 to 255.
     */
    KERAS_PREPROCESSING(0.5, false, true);

    private final double centre;
    private final boolean exchangesAxes;
    private final boolean stretches;

    TransformRule(double centre, boolean exchangesAxes, boolean stretches) {
        this.centre = centre;
        this.exchangesAxes = exchangesAxes;
        this.stretches = stretches;
    }

    /** What is added to half of a size for the centre of the transform. */
    double centre() {
        return centre;
    }

    /** Whether the shift comes first in the sum that gives a place: so in SciPy 1.17, but not in 1.7. */
    boolean addsShiftFirst() {
        return this == KERAS_3;
    }

    boolean exchangesAxes() {
        return exchangesAxes;
    }

    /** Whether brightness stretches every image to 0 to 255. */
    boolean stretches() {
        return stretches;
    }
}
