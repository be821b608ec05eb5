package io.github.kerasjvm.data;

import io.github.kerasjvm.tensor.Shape;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Rows of a NumPy array in row-major order, read as they are asked for.
 *
 * @param name what it is, for messages
 * @param header its header
 * @param source opens the file, header included
 */
record NpyRows(String name, NpyHeader header, Source source) implements Rows {

    /** Opens a file. */
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }

    @Override
    public Shape row() {
        return header.shape().from(1);
    }

    @Override
    public int count() {
        return header.shape().size(0);
    }

    @Override
    public Reader open() throws IOException {
        InputStream in = new BufferedInputStream(source.open());
        in.skipNBytes(header.bytes());
        return new BodyReader(in, new NumberStream(name, in, header.numbers(name)), Math.toIntExact(row().elements()));
    }
}
