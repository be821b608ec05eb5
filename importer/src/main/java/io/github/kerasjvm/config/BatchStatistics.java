package io.github.kerasjvm.config;

/**
 * What {@code BatchNormalization} does in training where the generations and backends of Keras differ (measured).
 *
 * @param image what becomes of the variance of a batch of images with the channels last, which TensorFlow normalises fused
 * @param other what becomes of the variance of any other batch
 * @param frozenInfers whether a layer that is not trainable normalises by its moving statistics, as at inference
 * @param frozenMoves whether one that is not trainable still moves its statistics
 * @param debiased whether the moving statistics start anew with the first batch, as TensorFlow's zero-debiased averages do
 */
public record BatchStatistics(
        Variance image, Variance other, boolean frozenInfers, boolean frozenMoves, boolean debiased) {

    /** What of a batch's variance over {@code n} values enters the moving variance. */
    public enum Variance {
        /** The variance itself, a mean of squares. */
        BIASED,
        /** Times {@code n / (n - 1)}. */
        UNBIASED,
        /** Times {@code n / (n - 1 - epsilon)}. */
        UNBIASED_BY_EPSILON,
        /** Times {@code n / (n - 1)} and {@code n / (n - 1 - epsilon)}. */
        UNBIASED_TWICE,
        /** The variance and the layer's epsilon. */
        WITH_EPSILON;

        /**
         * The factor for the variance.
         *
         * @param n how many values it is the variance of
         * @param epsilon the layer's epsilon
         * @return what the variance is multiplied by
         */
        public double factor(double n, double epsilon) {
            return switch (this) {
                case BIASED, WITH_EPSILON -> 1;
                case UNBIASED -> n / (n - 1);
                case UNBIASED_BY_EPSILON -> n / (n - 1 - epsilon);
                case UNBIASED_TWICE -> n / (n - 1) * (n / (n - 1 - epsilon));
            };
        }
    }

    /** Keras 3. */
    public static final BatchStatistics KERAS_3 =
            new BatchStatistics(Variance.BIASED, Variance.BIASED, true, false, false);

    /** Keras inside TensorFlow 2, and tf_keras. */
    public static final BatchStatistics TENSORFLOW =
            new BatchStatistics(Variance.UNBIASED, Variance.BIASED, true, false, false);

    static BatchStatistics of(Origin origin) {
        if (origin.generation() == Generation.KERAS_3) {
            return KERAS_3;
        }
        boolean keras1 = origin.generation() == Generation.KERAS_1;
        if (origin.backend().equals("theano")) {
            return new BatchStatistics(Variance.WITH_EPSILON, Variance.WITH_EPSILON, false, keras1, false);
        }
        String version = origin.version();
        if (version.startsWith("2.2.4-tf")) { // TensorFlow 1.13 to 1.15, and 2.0, which does not show
            return new BatchStatistics(Variance.UNBIASED, Variance.BIASED, false, false, false);
        }
        if (version.endsWith("-tf") || version.matches("2\\.([4-9]|\\d\\d).*") || version.isEmpty() && !keras1) {
            return TENSORFLOW;
        }
        if (keras1 || version.startsWith("2.0")) {
            return new BatchStatistics(Variance.BIASED, Variance.BIASED, false, keras1, false);
        }
        boolean debiased = version.startsWith("2.1") || version.startsWith("2.2");
        return new BatchStatistics(Variance.UNBIASED_TWICE, Variance.UNBIASED_BY_EPSILON, false, false, debiased);
    }
}
