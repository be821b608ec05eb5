package io.github.kerasjvm.data;

import io.github.kerasjvm.tensor.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** A data set being read, batch by batch, in the order of the file. Not safe to share between threads; to be closed. */
public final class Batches implements Iterator<Batch>, AutoCloseable {

    /** Rows and where their reading stands. */
    private record Open(Rows rows, Rows.Reader reader) {}

    private final List<Open> inputs = new ArrayList<>();
    private final List<Open> labels = new ArrayList<>();
    private final int size;
    private int left;

    Batches(List<Rows> inputs, List<Rows> labels, int count, int size) {
        this.size = size;
        this.left = count;
        try {
            open(inputs, this.inputs);
            open(labels, this.labels);
        } catch (DataException e) {
            close();
            throw e;
        }
    }

    private static void open(List<Rows> closed, List<Open> opened) {
        for (Rows rows : closed) {
            try {
                opened.add(new Open(rows, rows.open()));
            } catch (IOException e) {
                throw Npy.unreadable(rows.name(), e);
            }
        }
    }

    /** Whether there are rows left. */
    @Override
    public boolean hasNext() {
        return left > 0;
    }

    /**
     * Reads the next batch; the last may be smaller.
     *
     * @throws DataException if the data is damaged
     */
    @Override
    public Batch next() {
        if (left == 0) {
            throw new NoSuchElementException();
        }
        int rows = Math.min(size, left);
        left -= rows;
        return new Batch(
                inputs.stream().map(open -> read(open, rows)).toList(),
                labels.stream().map(open -> read(open, rows)).toList());
    }

    private static Tensor read(Open open, int rows) {
        long elements = rows * open.rows.row().elements();
        if (elements > Integer.MAX_VALUE - 8) {
            throw new DataException(open.rows.name() + ": a batch of " + rows + " rows of the shape " + open.rows.row()
                    + " does not fit in memory. Take a smaller batch");
        }
        float[] values = new float[(int) elements];
        try {
            open.reader.read(values, rows);
        } catch (EOFException e) {
            throw new DataException(open.rows.name() + ": is truncated: it ends before its last row", e);
        } catch (IOException e) {
            throw Npy.unreadable(open.rows.name(), e);
        }
        return Tensor.owning(open.rows.row().after(rows), values);
    }

    /** Closes the files. */
    @Override
    public void close() {
        for (List<Open> all : List.of(inputs, labels)) {
            for (Open open : all) {
                try {
                    open.reader.close();
                } catch (IOException e) {
                    throw Npy.unreadable(open.rows.name(), e);
                }
            }
        }
    }
}
