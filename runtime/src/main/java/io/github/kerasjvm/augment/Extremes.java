package io.github.kerasjvm.augment;

/** The least and the most number of an image. */
final class Extremes {

    private Extremes() {}

    static float least(float[] image, int from, int to) {
        float least = image[from];
        for (int i = from + 1; i < to; i++) {
            least = Math.min(least, image[i]);
        }
        return least;
    }

    static float most(float[] image, int from, int to) {
        float most = image[from];
        for (int i = from + 1; i < to; i++) {
            most = Math.max(most, image[i]);
        }
        return most;
    }
}
