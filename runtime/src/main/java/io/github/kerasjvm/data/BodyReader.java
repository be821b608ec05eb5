package io.github.kerasjvm.data;

import java.io.IOException;
import java.io.InputStream;

/** Reads rows of numbers from a stream. */
record BodyReader(InputStream in, NumberStream body, int rowSize) implements Rows.Reader {

    @Override
    public void read(float[] target, int rows) throws IOException {
        body.read(target, 0, rows * rowSize);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
