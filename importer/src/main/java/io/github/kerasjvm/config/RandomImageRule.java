package io.github.kerasjvm.config;

/** What layers that change images at random draw in training (random_flip.py, random_contrast.py of each release). */
public enum RandomImageRule {
    /**
     * Each operation by itself: {@code RandomFlip} draws for rows and for columns; {@code RandomContrast} draws one factor
     * for a batch, below and above 1, and keeps to 0 to 255. tf.keras, and Keras 3.0 to 3.5.
     */
    BY_OPERATION,
    /**
     * One transformation for each image: {@code RandomFlip} reverses both axes or none; {@code RandomContrast} draws a
     * factor for each image, not below 1 where the file gives a single number. Keras 3.11 and later.
     */
    BY_IMAGE,
    /**
     * The same, but {@code RandAugment} chooses its changes by Python's own numbers when a step is traced, and
     * {@code RandomElasticTransform} reads other numbers outside of an image. Keras 3.6 to 3.10.
     */
    BY_IMAGE_EARLIER;

    static RandomImageRule of(Origin origin) {
        boolean isKeras3 = origin.generation() == Generation.KERAS_3;
        if (!isKeras3 || origin.version().matches("3\\.[0-5](\\..*)?")) {
            return BY_OPERATION;
        }
        return origin.version().matches("3\\.([6-9]|10)(\\..*)?") ? BY_IMAGE_EARLIER : BY_IMAGE;
    }
}
