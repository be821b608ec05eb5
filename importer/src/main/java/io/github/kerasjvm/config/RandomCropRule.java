package io.github.kerasjvm.config;

/** What {@code RandomCrop} does at inference (random_crop.py of each release). */
public enum RandomCropRule {
    /** Takes the largest part in the middle that has the proportions, and resizes it: tf.keras, and Keras 3.0 to 3.5. */
    RESIZES,
    /** Cuts at the corner of that part: Keras 3.6 and 3.7. */
    CUTS,
    /** Leaves images as they are, although the layers behind are built for the size: Keras 3.8 and later. */
    KEEPS;

    static RandomCropRule of(Origin origin) {
        boolean isKeras3 = origin.generation() == Generation.KERAS_3;
        if (!isKeras3 || origin.version().matches("3\\.[0-5](\\..*)?")) {
            return RESIZES;
        }
        return origin.version().matches("3\\.[67](\\..*)?") ? CUTS : KEEPS;
    }
}
