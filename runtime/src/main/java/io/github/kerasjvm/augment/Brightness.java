package io.github.kerasjvm.augment;

/**
 * Keras {@code apply_brightness_shift}, which goes through a picture of 8 bits: {@code array_to_img}, Pillow's
 * {@code ImageEnhance.Brightness} and {@code img_to_array}.
 */
final class Brightness {

    private static final int WHITE = 255;

    /** Opaque pictures of Pillow have 1 or 3 channels; the fourth is not changed. */
    private static final int WITH_ALPHA = 4;

    private Brightness() {}

    static boolean takes(int channels) {
        return channels == 1 || channels == 3 || channels == WITH_ALPHA;
    }

    static void apply(float[] image, int from, ImageForm form, double factor, TransformRule rule) {
        int to = from + form.elements();
        float least = Extremes.least(image, from, to);
        float most = Extremes.most(image, from, to);
        boolean outside = least < 0 || most > WHITE;
        if (outside || rule.stretches()) {
            stretch(image, from, to, least);
        }
        for (int i = from; i < to; i++) {
            int level = (int) image[i] & WHITE;
            image[i] = isAlpha(i - from, form) ? level : blended(level, (float) factor);
        }
        if (outside && !rule.stretches()) {
            for (int i = from; i < to; i++) {
                image[i] = image[i] / WHITE * (most - least) + least;
            }
        }
    }

    /** Brings the numbers to 0 to 255 in the steps of {@code array_to_img}, in float32. */
    private static void stretch(float[] image, int from, int to, float least) {
        for (int i = from; i < to; i++) {
            image[i] -= least;
        }
        float most = Extremes.most(image, from, to);
        for (int i = from; i < to; i++) {
            image[i] = (most == 0 ? image[i] : image[i] / most) * WHITE;
        }
    }

    private static boolean isAlpha(int index, ImageForm form) {
        return form.channels() == WITH_ALPHA && index / form.channelStride() % WITH_ALPHA == WITH_ALPHA - 1;
    }

    /** Pillow {@code Blend.c}: from black to the picture in float32, cut to whole numbers and to the range. */
    private static int blended(int level, float factor) {
        float made = factor * level;
        return made <= 0 ? 0 : made >= WHITE ? WHITE : (int) made;
    }
}
