package io.github.kerasjvm.engine.reference;

/**
 * The inputs that a window sees, as a matrix that is never stored: one row for each place of the window and channel of
 * the group, one column for each position. With it a convolution is a matrix product.
 *
 * @param data the buffer of the images
 * @param grid how they lie in it
 * @param sweep the window
 * @param channel the first channel of the group
 * @param channels the channels of the group
 */
record Columns(Buffer data, Grid grid, Sweep sweep, int channel, int channels) implements Rows, Sink {

    @Override
    public void fill(int k, int from, int count, Buffer target) {
        fill(k, from, count, target, 0);
    }

    void fill(int k, int from, int count, Buffer target, int to) {
        int offset = offset(k);
        target.fill(to, count, 0);
        sweep.segments(
                k / channels,
                from,
                count,
                (place, at, step, length) -> target.gather(data, at + offset, step, to + place, length));
    }

    @Override
    public void add(int m, int from, int count, Buffer sums) {
        int offset = offset(m);
        sweep.segments(
                m / channels,
                from,
                count,
                (place, at, step, length) -> data.scatterAdd(sums, place, at + offset, step, length));
    }

    private int offset(int row) {
        return (channel + row % channels) * grid.channelStride();
    }
}
