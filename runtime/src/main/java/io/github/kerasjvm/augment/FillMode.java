package io.github.kerasjvm.augment;

/** What stands outside an image {@code abcd} (Keras {@code fill_mode}). */
public enum FillMode {
    /** A constant: {@code kkkk|abcd|kkkk}. Nothing is interpolated between the image and the constant. */
    CONSTANT,
    /** The nearest position: {@code aaaa|abcd|dddd}. */
    NEAREST,
    /** The image mirrored at the edges of its first and last positions: {@code dcba|abcd|dcba}. */
    REFLECT,
    /**
     * The image again. As in SciPy, the last position takes the place of the first of the next repetition, so that
     * its period is one less than its size.
     */
    WRAP
}
