package io.github.kerasjvm.verify;

import io.github.kerasjvm.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A folder of models with what is expected of each: {@code index.tsv}, UTF-8, tab-separated, with the columns
 * {@code file}, {@code weights_file}, {@code golden} and {@code expect} found by their names; others are passed over.
 *
 * @param entries the rows, in the order of the file
 */
public record Suite(List<Entry> entries) {

    /** What is expected of a file. */
    public enum Expect {
        /** It has to load and agree. */
        MATCH,
        /** It has to be refused, with the reason. */
        REFUSE,
        /** It holds weights alone, which have to be listed; asked for a model, it says that the architecture is missing. */
        WEIGHTS,
        /** It may agree or be refused; never a wrong result. */
        EITHER;

        /** As it stands in the file: {@code match}. */
        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * One row.
     *
     * @param name the file as the index names it
     * @param file the model or the architecture
     * @param weights the weights, if they are in a file of their own
     * @param golden what Keras computed, if it was recorded
     * @param expect what is expected
     */
    public record Entry(String name, Path file, Optional<Path> weights, Optional<Path> golden, Expect expect) {}

    /**
     * Reads the index of a folder.
     *
     * @param folder the folder
     * @return the suite
     * @throws DataException if there is no index, or it lacks a column or has a word that is not known
     */
    public static Suite read(Path folder) {
        Path index = folder.resolve("index.tsv");
        List<String> lines;
        try {
            lines = Files.readAllLines(index);
        } catch (IOException e) {
            throw new DataException(index + ": cannot be read; expected the index of a suite", e);
        }
        if (lines.isEmpty()) {
            throw new DataException(index + ": is empty; expected a header line");
        }
        List<String> header = Arrays.asList(lines.get(0).split("\t", -1));
        List<Entry> entries = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            if (!line.isBlank()) {
                entries.add(entry(folder, header, line.split("\t", -1)));
            }
        }
        return new Suite(List.copyOf(entries));
    }

    private static Entry entry(Path folder, List<String> header, String[] columns) {
        String name = column(header, columns, "file")
                .orElseThrow(() -> new DataException(folder + ": index.tsv has a row without file"));
        String word = column(header, columns, "expect").orElse("");
        Expect expect = Arrays.stream(Expect.values())
                .filter(candidate -> candidate.toString().equals(word))
                .findFirst()
                .orElseThrow(() -> new DataException(folder + ": index.tsv expects \"" + word + "\" of " + name
                        + "; known are " + Arrays.toString(Expect.values())));
        return new Entry(
                name,
                folder.resolve(name),
                column(header, columns, "weights_file").map(folder::resolve),
                column(header, columns, "golden").map(folder::resolve),
                expect);
    }

    private static Optional<String> column(List<String> header, String[] columns, String name) {
        int index = header.indexOf(name);
        return index < 0 || index >= columns.length || columns[index].isEmpty()
                ? Optional.empty()
                : Optional.of(columns[index]);
    }
}
