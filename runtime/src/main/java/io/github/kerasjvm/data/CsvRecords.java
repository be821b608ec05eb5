package io.github.kerasjvm.data;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of a CSV file as RFC 4180 describes them: fields between commas, quoted ones may hold commas, line breaks
 * and doubled quotes. Lines may end in LF too; empty lines are passed over.
 */
final class CsvRecords implements Closeable {

    /** A record beyond this is no table of numbers; it bounds what a file with a lone quote can take. */
    private static final int LONGEST = 1 << 26;

    private final Path file;
    private final BufferedReader in;
    private int line = 1;
    private int recordLine = 1;

    CsvRecords(Path file) throws IOException {
        this.file = file;
        this.in = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        // Spreadsheets put a byte order mark first.
        in.mark(1);
        if (in.read() != 0xFEFF) {
            in.reset();
        }
    }

    /** The next record; null at the end. */
    List<String> next() throws IOException {
        List<String> fields;
        do {
            recordLine = line;
            fields = readRecord();
        } while (fields != null && fields.size() == 1 && fields.get(0).isEmpty());
        return fields;
    }

    private List<String> readRecord() throws IOException {
        int c = in.read();
        if (c < 0) {
            return null;
        }
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        int length = 0;
        while (c >= 0 && c != '\n') {
            if (++length > LONGEST) {
                throw new DataException(at() + ": the record is longer than " + LONGEST + " characters");
            }
            if (c == ',') {
                fields.add(field.toString());
                field.setLength(0);
            } else if (c == '"' && field.isEmpty()) {
                readQuoted(field);
            } else if (c != '\r') {
                field.append((char) c);
            }
            c = in.read();
        }
        line++;
        fields.add(field.toString());
        return fields;
    }

    private void readQuoted(StringBuilder field) throws IOException {
        while (true) {
            int c = in.read();
            if (c < 0 || field.length() > LONGEST) {
                throw new DataException(at() + ": a quoted field has no end");
            }
            if (c == '"') {
                in.mark(1);
                if (in.read() != '"') {
                    in.reset();
                    return;
                }
            }
            line += c == '\n' ? 1 : 0;
            field.append((char) c);
        }
    }

    /** Where the latest record begins: {@code data.csv, line 7}. */
    String at() {
        return file + ", line " + recordLine;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
