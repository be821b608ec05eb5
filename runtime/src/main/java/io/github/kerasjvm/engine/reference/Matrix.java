package io.github.kerasjvm.engine.reference;

/**
 * A matrix within a buffer.
 *
 * @param data the buffer
 * @param offset the place of the first element
 * @param rowStride from one row to the next
 * @param columnStride from one column to the next
 */
record Matrix(Buffer data, int offset, int rowStride, int columnStride) implements Rows, Sink {

    double get(int row, int column) {
        return data.get(offset + row * rowStride + column * columnStride);
    }

    Matrix transposed() {
        return new Matrix(data, offset, columnStride, rowStride);
    }

    @Override
    public void fill(int k, int from, int count, Buffer target) {
        target.gather(data, offset + k * rowStride + from * columnStride, columnStride, 0, count);
    }

    @Override
    public void add(int m, int from, int count, Buffer sums) {
        data.scatterAdd(sums, 0, offset + m * rowStride + from * columnStride, columnStride, count);
    }
}
