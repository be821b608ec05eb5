package io.github.kerasjvm.augment;

import io.github.kerasjvm.data.Batch;
import io.github.kerasjvm.tensor.Tensor;
import java.util.Iterator;

/**
 * The mean and the standard deviation of each channel over a data set: what {@code ImageDataGenerator.fit} finds, in
 * float64. Immutable; safe to share.
 */
public final class FeatureStatistics {

    private final float[] mean;
    private final float[] deviation;

    private FeatureStatistics(float[] mean, float[] deviation) {
        this.mean = mean;
        this.deviation = deviation;
    }

    /**
     * Reads a data set once.
     *
     * @param batches the data, read to its end
     * @param input which input holds the images
     * @param form their form
     * @param rescale what their numbers are multiplied by before
     * @return the statistics
     * @throws IllegalArgumentException if there are no images
     */
    public static FeatureStatistics of(Iterator<Batch> batches, int input, ImageForm form, double rescale) {
        double[] mean = new double[form.channels()];
        double[] squares = new double[form.channels()];
        long count = 0;
        while (batches.hasNext()) {
            Tensor images = batches.next().inputs().get(input);
            int places = images.elements() / form.channels();
            for (int c = 0; c < form.channels(); c++) {
                add(images, c, form, (float) rescale, new double[] {count, places}, mean, squares);
            }
            count += places;
        }
        if (count == 0) {
            throw new IllegalArgumentException("there are no images to find a mean of");
        }
        float[] deviation = new float[form.channels()];
        float[] rounded = new float[form.channels()];
        for (int c = 0; c < form.channels(); c++) {
            deviation[c] = (float) Math.sqrt(squares[c] / count);
            rounded[c] = (float) mean[c];
        }
        return new FeatureStatistics(rounded, deviation);
    }

    /** Joins the sums of a batch with those before (Chan, Golub and LeVeque 1979). */
    private static void add(
            Tensor images, int c, ImageForm form, float rescale, double[] counts, double[] mean, double[] squares) {
        double own = sum(images, c, form, rescale, 0, 1) / counts[1];
        double rest = sum(images, c, form, rescale, own, 2);
        double all = counts[0] + counts[1];
        double apart = own - mean[c];
        mean[c] += apart * counts[1] / all;
        squares[c] += rest + apart * apart * counts[0] * counts[1] / all;
    }

    private static double sum(Tensor images, int channel, ImageForm form, float rescale, double mean, int power) {
        double sum = 0;
        for (int image = 0; image < images.elements(); image += form.elements()) {
            for (int row = 0; row < form.height(); row++) {
                for (int column = 0; column < form.width(); column++) {
                    int at = image + channel * form.channelStride() + form.offset(row, column);
                    double away = images.get(at) * rescale - mean;
                    sum += power == 1 ? away : away * away;
                }
            }
        }
        return sum;
    }

    float mean(int channel) {
        return mean[channel];
    }

    float deviation(int channel) {
        return deviation[channel];
    }

    int channels() {
        return mean.length;
    }
}
