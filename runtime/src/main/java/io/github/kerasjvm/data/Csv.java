package io.github.kerasjvm.data;

import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A table of numbers as CSV, the label in the first column. The first record is a header if one of its fields is no
 * number. The labels are held in memory, the other columns are read as they are asked for.
 *
 * @param file the file
 * @param labels one for each record
 * @param columns how many numbers follow the label
 * @param hasHeader whether the first record is a header
 */
record Csv(Path file, float[] labels, int columns, boolean hasHeader) implements Rows {

    static Csv open(Path file) {
        try (CsvRecords records = new CsvRecords(file)) {
            List<String> first = records.next();
            if (first == null) {
                throw new DataException(file + ": is empty; expected records with the label in the first column");
            }
            if (first.size() < 2) {
                throw new DataException(file + ": has one column; expected the label and at least one number");
            }
            boolean header = first.stream().anyMatch(field -> !isNumber(field));
            float[] labels = new float[64];
            int count = 0;
            for (List<String> r = header ? records.next() : first; r != null; r = records.next()) {
                checkWidth(records, r, first.size());
                labels = count == labels.length ? Arrays.copyOf(labels, 2 * count) : labels;
                labels[count++] = number(records, r, 0);
            }
            return new Csv(file, Arrays.copyOf(labels, count), first.size() - 1, header);
        } catch (IOException e) {
            throw Npy.unreadable(file.toString(), e);
        }
    }

    private static void checkWidth(CsvRecords records, List<String> record, int width) {
        if (record.size() != width) {
            throw new DataException(records.at() + ": has " + record.size() + " fields, the first record has " + width);
        }
    }

    private static boolean isNumber(String field) {
        try {
            Float.parseFloat(field);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static float number(CsvRecords records, List<String> record, int column) {
        try {
            return Float.parseFloat(record.get(column));
        } catch (NumberFormatException e) {
            throw new DataException(
                    records.at() + ", column " + (column + 1) + ": \"" + record.get(column) + "\" is not a number", e);
        }
    }

    /** The first column. */
    Rows labelRows() {
        return new TensorRows(file + ", column 1", Tensor.of(Shape.of(labels.length), labels));
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public Shape row() {
        return Shape.of(columns);
    }

    @Override
    public int count() {
        return labels.length;
    }

    @Override
    public Reader open() throws IOException {
        CsvRecords records = new CsvRecords(file);
        if (hasHeader) {
            records.next();
        }
        return new Reader() {
            @Override
            public void read(float[] target, int rows) throws IOException {
                for (int row = 0; row < rows; row++) {
                    List<String> record = records.next();
                    for (int column = 0; column < columns; column++) {
                        target[row * columns + column] = number(records, record, column + 1);
                    }
                }
            }

            @Override
            public void close() throws IOException {
                records.close();
            }
        };
    }
}
