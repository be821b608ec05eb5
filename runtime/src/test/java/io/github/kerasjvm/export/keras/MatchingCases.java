package io.github.kerasjvm.export.keras;

import io.github.kerasjvm.verify.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The models of all suites that match: those of the fixtures, and of the shared reference data where it is there. */
final class MatchingCases {

    private static final Path FIXTURES = Path.of(System.getProperty("keras-jvm.fixtures"));
    private static final Path SHARED = Path.of(System.getProperty("keras-jvm.shared"));

    private MatchingCases() {}

    static List<Suite.Entry> all() throws IOException {
        List<Suite.Entry> entries = new ArrayList<>();
        for (Path suite : List.of(
                FIXTURES.resolve("layer"),
                FIXTURES.resolve("yaml"),
                FIXTURES.resolve("unbuilt"),
                SHARED.resolve("ref/arch"),
                SHARED.resolve("ref/keras1"),
                SHARED.resolve("wild"))) {
            if (Files.exists(suite.resolve("index.tsv"))) {
                Suite.read(suite).entries().stream()
                        .filter(entry -> entry.expect() == Suite.Expect.MATCH)
                        .forEach(entries::add);
            }
        }
        return entries;
    }
}
