package io.github.kerasjvm.data;

import io.github.kerasjvm.tensor.Shape;
import java.io.Closeable;
import java.io.IOException;

/** Rows of one array, which can be read from the first to the last any number of times. */
interface Rows {

    /** What it is, for messages: {@code digits.npz: x}. */
    String name();

    /** The shape of one row, without the batch. */
    Shape row();

    /** How many rows there are. */
    int count();

    /** Begins at the first row. */
    Reader open() throws IOException;

    /** Rows being read. */
    interface Reader extends Closeable {

        /** Reads the next rows into an array, one behind the other. */
        void read(float[] target, int rows) throws IOException;

        @Override
        default void close() throws IOException {}
    }
}
