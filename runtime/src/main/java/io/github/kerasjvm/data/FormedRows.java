package io.github.kerasjvm.data;

import io.github.kerasjvm.tensor.Shape;
import java.io.IOException;

/**
 * Rows scaled and brought to the form that a model takes.
 *
 * @param source the rows as they are stored
 * @param scale what is done to each number
 * @param form the form
 */
record FormedRows(Rows source, Scale scale, RowForm form) implements Rows {

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public Shape row() {
        return form.shape();
    }

    @Override
    public int count() {
        return source.count();
    }

    @Override
    public Reader open() throws IOException {
        Reader reader = source.open();
        int size = Math.toIntExact(row().elements());
        return new Reader() {
            @Override
            public void read(float[] target, int rows) throws IOException {
                reader.read(target, rows);
                scale.apply(target, rows * size);
                float[] formed = form.apply(target, rows);
                if (formed != target) {
                    System.arraycopy(formed, 0, target, 0, rows * size);
                }
            }

            @Override
            public void close() throws IOException {
                reader.close();
            }
        };
    }
}
