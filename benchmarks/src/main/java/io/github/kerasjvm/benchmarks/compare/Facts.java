package io.github.kerasjvm.benchmarks.compare;

import io.github.kerasjvm.verify.Suite;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the index of a suite and the first bytes tell of a file, for the headings of the tables.
 *
 * @param generation of Keras
 * @param container how it is stored
 */
record Facts(String generation, String container) {

    static final List<String> GENERATIONS =
            List.of("Keras 1", "Keras 2, standalone", "Keras 2, tf.keras and tf_keras", "Keras 3", "not said");

    private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F'};
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    /** The facts of every file of a suite by the name in its index. */
    static Map<String, Facts> of(Path folder, Suite suite) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("index.tsv"));
        List<String> header = Arrays.asList(lines.get(0).split("\t", -1));
        Map<String, Facts> facts = new HashMap<>();
        Map<String, String> generations = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> row = Arrays.asList(line.split("\t", -1));
            generations.put(
                    column(header, row, "file"),
                    generation(column(header, row, "generation"), column(header, row, "keras_version")));
        }
        for (Suite.Entry entry : suite.entries()) {
            facts.put(entry.name(), new Facts(generations.get(entry.name()), container(entry)));
        }
        return facts;
    }

    private static String column(List<String> header, List<String> row, String name) {
        int at = header.indexOf(name);
        return at < 0 || at >= row.size() ? "" : row.get(at);
    }

    /** The generation as the index says it ({@code 1.x}, {@code 2.0-2.3}, {@code tf.keras 2.x}, {@code 3.x}), or the version. */
    static String generation(String word, String version) {
        String text = word.isEmpty() ? version : word;
        if (text.startsWith("1.")) {
            return GENERATIONS.get(0);
        }
        if (text.startsWith("3.")) {
            return GENERATIONS.get(3);
        }
        if (text.startsWith("tf") || text.contains("-tf") || text.matches("2\\.([4-9]|\\d\\d)\\b.*")) {
            return GENERATIONS.get(2);
        }
        return GENERATIONS.get(text.startsWith("2.") ? 1 : 4);
    }

    private static String container(Suite.Entry entry) throws IOException {
        if (entry.weights().isPresent()) {
            return "architecture and weights apart";
        }
        try (InputStream stream = Files.newInputStream(entry.file())) {
            byte[] start = stream.readNBytes(HDF5.length);
            return Arrays.equals(start, HDF5) ? "`.h5`" : Arrays.equals(start, ZIP) ? "`.keras`" : "other";
        }
    }
}
