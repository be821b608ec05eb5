package io.github.kerasjvm.config;

/** Where the positions of a scaled image lie in the original, which differs by version and backend. */
public enum ImageScaling {
    /** Position {@code i} lies at {@code i * in / out}, as TensorFlow 1 has it in stand-alone Keras 2. */
    CORNERS,
    /**
     * Centres lie on centres, in float32 as TensorFlow computes them; the weights of bicubic interpolation come from a
     * table in steps of 1/1024.
     */
    CENTRES_BY_TABLE,
    /** Centres lie on centres, as JAX and NumPy have it. */
    CENTRES,
    /** Centres lie on centres for the nearest position and for two neighbours; PyTorch, whose other kernels differ. */
    CENTRES_OF_NEIGHBOURS,
    /** Not known. */
    UNKNOWN;

    /** The scaling of Keras 3, or of Keras inside TensorFlow, on a backend. */
    static ImageScaling of(Origin origin) {
        if (origin.generation() == Generation.KERAS_2 && origin.version().isEmpty()) {
            return UNKNOWN;
        }
        return switch (origin.backend()) {
            case "tensorflow" -> isStandAlone(origin) ? CORNERS : CENTRES_BY_TABLE;
            case "jax", "numpy" -> CENTRES;
            case "torch" -> CENTRES_OF_NEIGHBOURS;
            default -> UNKNOWN;
        };
    }

    /** Keras 1, and Keras 2.0 to 2.3 as a package of its own: {@code 2.2.4}, but not {@code 2.2.4-tf} or {@code 2.4.0}. */
    private static boolean isStandAlone(Origin origin) {
        return origin.generation() == Generation.KERAS_1
                || origin.generation() == Generation.KERAS_2 && origin.version().matches("2\\.[0-3]\\.[0-9]+");
    }
}
