package io.github.kerasjvm.engine.reference;

import io.github.kerasjvm.op.Window;
import java.util.Arrays;
import java.util.List;

/** A window that sweeps over a batch of images: which place of the input belongs to which place of the output. */
final class Sweep {

    /** A run of output places whose inputs lie at equal distances. */
    @FunctionalInterface
    interface Segment {
        /**
         * Takes the segment.
         *
         * @param to the first output place, counted from the first that was asked for
         * @param at the input of that place, for channel 0
         * @param step from one input to the next
         * @param count how many
         */
        void take(int to, int at, int step, int count);
    }

    private final Grid in;
    private final Grid out;
    private final Window[] windows = new Window[Grid.AXES];

    /**
     * Makes a sweep.
     *
     * @param in what the window moves over
     * @param out one place for each position of the window
     * @param given the window by spatial axis
     */
    Sweep(Grid in, Grid out, List<Window> given) {
        this.in = in;
        this.out = out;
        Arrays.fill(windows, Window.valid(1, 1, 1));
        for (int i = 0; i < given.size(); i++) {
            windows[Grid.AXES - given.size() + i] = given.get(i);
        }
    }

    /** The places of a window. */
    int taps() {
        return windows[0].size() * windows[1].size() * windows[2].size();
    }

    /** The positions of the window on all images. */
    int positions() {
        return out.batch() * out.cells();
    }

    /**
     * Finds the inputs at one place of the window for a range of positions; positions whose input is padding are left
     * out.
     */
    void segments(int tap, int from, int count, Segment segment) {
        Window across = windows[2];
        int dx = tap % across.size() * across.dilation() - across.before();
        int dy = tap / across.size() % windows[1].size() * windows[1].dilation() - windows[1].before();
        int dz = tap / across.size() / windows[1].size() * windows[0].dilation() - windows[0].before();
        // The x of the output whose input lies within the image.
        int first = Math.max(0, -Math.floorDiv(dx, across.stride()));
        int beyond = Math.min(out.width(), Math.floorDiv(in.width() - 1 - dx, across.stride()) + 1);
        int end = from + count;
        for (int at = from, part; at < end; at += part) {
            int x = at % out.width();
            part = Math.min(end - at, out.width() - x);
            int row = at / out.width();
            int iy = row % out.height() * windows[1].stride() + dy;
            int iz = row / out.height() % out.depth() * windows[0].stride() + dz;
            int low = Math.max(first, x);
            int high = Math.min(beyond, x + part);
            if (low < high && iy >= 0 && iy < in.height() && iz >= 0 && iz < in.depth()) {
                int image = at / out.cells() * in.imageStride();
                int place = image + in.cell(iz, iy, low * across.stride() + dx);
                segment.take(at - from + low - x, place, across.stride() * in.cellStride(), high - low);
            }
        }
    }

    /**
     * Finds the inputs of one position of the window in row-major order; padding is left out.
     *
     * @param position the position, over all images
     * @param places takes them for channel 0; as long as {@link #taps}
     * @return how many were found
     */
    int places(int position, int[] places) {
        int image = position / out.cells() * in.imageStride();
        int ox = position % out.width() * windows[2].stride() - windows[2].before();
        int row = position / out.width();
        int oy = row % out.height() * windows[1].stride() - windows[1].before();
        int oz = row / out.height() % out.depth() * windows[0].stride() - windows[0].before();
        int found = 0;
        for (int tap = 0; tap < places.length; tap++) {
            int x = ox + tap % windows[2].size() * windows[2].dilation();
            int y = oy + tap / windows[2].size() % windows[1].size() * windows[1].dilation();
            int z = oz + tap / windows[2].size() / windows[1].size() * windows[0].dilation();
            if (x >= 0 && x < in.width() && y >= 0 && y < in.height() && z >= 0 && z < in.depth()) {
                places[found++] = image + in.cell(z, y, x);
            }
        }
        return found;
    }
}
