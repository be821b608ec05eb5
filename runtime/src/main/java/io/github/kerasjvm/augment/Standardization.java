package io.github.kerasjvm.augment;

import java.util.Optional;

/**
 * What is done to every image after it is changed, in this order: Keras's {@code ImageDataGenerator.standardize}.
 * Immutable; safe to share.
 *
 * @param rescale what every number is multiplied by; 1 for nothing
 * @param samplewise what is done with the mean and the standard deviation of the image
 * @param featurewise what is done with those of each channel over the data
 * @param statistics the mean and standard deviation of each channel; needed for {@code featurewise}
 */
public record Standardization(
        double rescale, Step samplewise, Step featurewise, Optional<FeatureStatistics> statistics) {

    /** Changes nothing. */
    public static final Standardization NONE = new Standardization(1, Step.NOTHING, Step.NOTHING, Optional.empty());

    /** What Keras adds to a standard deviation before it divides by it. */
    private static final float EPSILON = 1e-6f;

    /** What is done with a mean and a standard deviation. */
    public enum Step {
        /** Nothing. */
        NOTHING,
        /** The mean is subtracted. */
        CENTER,
        /** The mean is subtracted, and the rest divided by the standard deviation and 10<sup>-6</sup>. */
        CENTER_AND_DIVIDE
    }

    /**
     * Checks the factor.
     *
     * @throws IllegalArgumentException if it is 0 or not finite
     */
    public Standardization {
        if (rescale == 0 || !Double.isFinite(rescale)) {
            throw new IllegalArgumentException("rescale is " + rescale + ", expected a finite number other than 0");
        }
    }

    /**
     * Whether the data has to be read for its statistics before.
     *
     * @return true if a mean of the data is wanted and not there yet
     */
    public boolean needsStatistics() {
        return featurewise != Step.NOTHING && statistics.isEmpty();
    }

    /**
     * The same with the statistics of the data.
     *
     * @param found the statistics
     * @return the standardization
     */
    public Standardization with(FeatureStatistics found) {
        return new Standardization(rescale, samplewise, featurewise, Optional.of(found));
    }

    /** Standardizes an image in place. */
    void apply(float[] image, int from, ImageForm form) {
        int to = from + form.elements();
        if (rescale != 1) {
            for (int i = from; i < to; i++) {
                image[i] *= (float) rescale;
            }
        }
        if (samplewise != Step.NOTHING) {
            samplewise(image, from, to);
        }
        if (featurewise != Step.NOTHING) {
            featurewise(image, from, to, form, statistics.orElseThrow());
        }
    }

    private void samplewise(float[] image, int from, int to) {
        float mean = (float) (sum(image, from, to, 0, 1) / (to - from));
        for (int i = from; i < to; i++) {
            image[i] -= mean;
        }
        if (samplewise == Step.CENTER_AND_DIVIDE) {
            double rest = sum(image, from, to, 0, 1) / (to - from);
            float deviation = (float) Math.sqrt(sum(image, from, to, rest, 2) / (to - from));
            for (int i = from; i < to; i++) {
                image[i] /= deviation + EPSILON;
            }
        }
    }

    private static double sum(float[] image, int from, int to, double mean, int power) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            double away = image[i] - mean;
            sum += power == 1 ? away : away * away;
        }
        return sum;
    }

    private void featurewise(float[] image, int from, int to, ImageForm form, FeatureStatistics found) {
        for (int i = from; i < to; i++) {
            int channel = form.channel(i - from);
            image[i] -= found.mean(channel);
            if (featurewise == Step.CENTER_AND_DIVIDE) {
                image[i] /= found.deviation(channel) + EPSILON;
            }
        }
    }
}
