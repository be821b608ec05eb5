package io.github.kerasjvm.augment;

import io.github.kerasjvm.data.DataException;
import java.util.SplittableRandom;

/**
 * Random changes of images for training, as Keras's {@code ImageDataGenerator} makes them. Labels stay what they are.
 * Immutable; safe to share.
 *
 * <p>What is drawn for an image depends on the seed, the epoch and the number of its row alone: not on threads, on the size
 * of batches or on the order of the rows. It is not what Keras draws with the same seed.
 *
 * @param ranges what is drawn from
 * @param fill what stands outside an image
 * @param constant the number outside for {@link FillMode#CONSTANT} (Keras {@code cval})
 * @param order the interpolation: 0 for the nearest position, 1 for linear
 * @param rule which generation of Keras
 * @param standardization what is done to every image afterwards
 */
public record Augmentation(
        TransformRanges ranges,
        FillMode fill,
        float constant,
        int order,
        TransformRule rule,
        Standardization standardization) {

    /** Changes nothing; with Keras's default of {@code nearest} and linear interpolation. */
    public static final Augmentation NONE = of(TransformRanges.NONE);

    // David Stafford's variant 13 of the last step of MurmurHash3, as in java.util.SplittableRandom.
    private static final long FIRST = 0xbf58476d1ce4e5b9L;
    private static final long SECOND = 0x94d049bb133111ebL;

    /**
     * An augmentation with Keras's defaults: fill mode {@code nearest}, linear interpolation, no standardization.
     *
     * @param ranges what is drawn from
     * @return the augmentation
     */
    public static Augmentation of(TransformRanges ranges) {
        return new Augmentation(ranges, FillMode.NEAREST, 0, 1, TransformRule.KERAS_3, Standardization.NONE);
    }

    /**
     * Reads an augmentation as it is written on a command line: {@code rotation=10,zoom=0.8:1.2,horizontal_flip,fill=nearest}.
     *
     * <p>The names are those of {@code ImageDataGenerator}; {@code _range} and {@code _mode} may be left out.
     *
     * @param text options, separated by commas
     * @return the augmentation
     * @throws IllegalArgumentException if an option is not known, or is not what is expected; the message says which
     */
    public static Augmentation parse(String text) {
        return new AugmentationReader(text).read();
    }

    /**
     * The same with another standardization.
     *
     * @param other what is done to every image afterwards
     * @return the augmentation
     */
    public Augmentation standardization(Standardization other) {
        return new Augmentation(ranges, fill, constant, order, rule, other);
    }

    /**
     * Draws what is done to one image.
     *
     * @param form the form of the image
     * @param seed the seed of the training
     * @param epoch the number of the epoch
     * @param row the number of the row in its data
     * @return the parameters; always the same for the same arguments
     */
    public TransformParameters draw(ImageForm form, long seed, long epoch, long row) {
        long mixed = mix(mix(mix(seed) + epoch) + row);
        return ranges.draw(new SplittableRandom(mixed), form.height(), form.width());
    }

    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * FIRST;
        z = (z ^ z >>> 27) * SECOND;
        return z ^ z >>> 31;
    }

    /** Changes and standardizes one image. */
    void apply(float[] source, int from, float[] target, int to, ImageForm form, TransformParameters drawn) {
        if (drawn.brightness().isPresent()) {
            checkRange(source, from, form);
        }
        new ImageTransform(form, fill, constant, order, rule).apply(source, from, target, to, drawn);
        standardization.apply(target, to, form);
    }

    /**
     * Brightness goes through whole numbers from 0 to 255. Keras turns images that are already divided by 255 black; that is
     * never what anybody wants.
     */
    private void checkRange(float[] source, int from, ImageForm form) {
        int to = from + form.elements();
        float most = Extremes.most(source, from, to);
        boolean fractions = most > 0 && most <= 1 && Extremes.least(source, from, to) >= 0;
        if (fractions && rule == TransformRule.KERAS_3 && !isWhole(source, from, to)) {
            throw new DataException(
                    "brightness: an image holds numbers from 0 to " + most
                            + ", of which Keras would make black; expected 0 to 255. Give the images unscaled, and rescale=1/255");
        }
    }

    private static boolean isWhole(float[] source, int from, int to) {
        for (int i = from; i < to; i++) {
            if (source[i] != Math.rint(source[i])) {
                return false;
            }
        }
        return true;
    }
}
