package io.github.kerasjvm.engine.reference;

/**
 * Some channels of a batch of images as a matrix: one row for each channel, one column for each place of each image.
 *
 * @param data the buffer
 * @param grid how the images lie in it
 * @param channel the channel that is row 0
 */
record Pixels(Buffer data, Grid grid, int channel) implements Rows, Sink {

    @Override
    public void fill(int k, int from, int count, Buffer target) {
        fill(k, from, count, target, 0);
    }

    void fill(int k, int from, int count, Buffer target, int to) {
        int cells = grid.cells();
        int end = from + count;
        for (int at = from, part; at < end; at += part) {
            part = Math.min(end - at, cells - at % cells);
            target.gather(data, place(k, at), grid.cellStride(), to + at - from, part);
        }
    }

    @Override
    public void add(int m, int from, int count, Buffer sums) {
        int cells = grid.cells();
        int end = from + count;
        for (int at = from, part; at < end; at += part) {
            part = Math.min(end - at, cells - at % cells);
            data.scatterAdd(sums, at - from, place(m, at), grid.cellStride(), part);
        }
    }

    private int place(int row, int column) {
        int cells = grid.cells();
        return column / cells * grid.imageStride()
                + (channel + row) * grid.channelStride()
                + column % cells * grid.cellStride();
    }
}
