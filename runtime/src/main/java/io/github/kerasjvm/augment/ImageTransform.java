package io.github.kerasjvm.augment;

/**
 * Changes images by given parameters, as Keras's {@code ImageDataGenerator.apply_transform} does: the affine transform
 * (rotation, shift, shear, zoom), then the channel shift, the flips and the brightness. Immutable; safe to share.
 *
 * <p>Places are computed in float64 and results rounded to float32 once, as SciPy does. Where a place falls, but for the
 * last bit, on the edge of an image or between two positions of order 0, the other side may be taken than on a machine
 * whose matrix product rounds otherwise; Keras itself differs there between machines. The tests agree bit by bit.
 *
 * @param form the form of the images
 * @param fill what stands outside
 * @param constant the number outside for {@link FillMode#CONSTANT} (Keras {@code cval})
 * @param order 0 for the nearest position, 1 for linear interpolation (Keras {@code interpolation_order})
 * @param rule which generation of Keras
 */
public record ImageTransform(ImageForm form, FillMode fill, float constant, int order, TransformRule rule) {

    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException if it is neither 0 nor 1
     */
    public ImageTransform {
        if (order != 0 && order != 1) {
            throw new IllegalArgumentException("interpolation_order is " + order + ", expected 0 or 1");
        }
    }

    /**
     * Changes one image.
     *
     * @param source holds the image; is not changed
     * @param from where the image begins
     * @param target takes the result; another array, or a part of the same that does not overlap
     * @param to where the result begins
     * @param given what is done
     * @throws IllegalArgumentException if a brightness is given for images that have neither 1, 3 nor 4 channels
     */
    public void apply(float[] source, int from, float[] target, int to, TransformParameters given) {
        if (given.moves()) {
            AffineMatrix matrix = AffineMatrix.of(given, rule, form.height(), form.width());
            new Sampler(form, fill, constant, order, rule).sample(source, from, target, to, matrix);
        } else {
            System.arraycopy(source, from, target, to, form.elements());
        }
        given.channelShift().ifPresent(shift -> shift(target, to, (float) shift));
        if (given.flipHorizontal()) {
            flip(target, to, true);
        }
        if (given.flipVertical()) {
            flip(target, to, false);
        }
        if (given.brightness().isPresent()) {
            brighten(target, to, given.brightness().getAsDouble());
        }
    }

    /** Keras {@code apply_channel_shift}. */
    private void shift(float[] image, int from, float shift) {
        int to = from + form.elements();
        float least = Extremes.least(image, from, to);
        float most = Extremes.most(image, from, to);
        for (int i = from; i < to; i++) {
            image[i] = Math.min(Math.max(image[i] + shift, least), most);
        }
    }

    private void flip(float[] image, int from, boolean columns) {
        int rows = columns ? form.height() : form.height() / 2;
        int width = columns ? form.width() / 2 : form.width();
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < width; column++) {
                int one = from + form.offset(row, column);
                int other = from
                        + (columns
                                ? form.offset(row, form.width() - 1 - column)
                                : form.offset(form.height() - 1 - row, column));
                for (int c = 0; c < form.channels(); c++) {
                    exchange(image, one + c * form.channelStride(), other + c * form.channelStride());
                }
            }
        }
    }

    private static void exchange(float[] image, int one, int other) {
        float kept = image[one];
        image[one] = image[other];
        image[other] = kept;
    }

    private void brighten(float[] image, int from, double factor) {
        if (!Brightness.takes(form.channels())) {
            throw new IllegalArgumentException("brightness is given for images of " + form.channels()
                    + " channels; Keras makes pictures of 1, 3 or 4 channels of them");
        }
        Brightness.apply(image, from, form, factor, rule);
    }
}
