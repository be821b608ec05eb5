package io.github.kerasjvm.read;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The reference data that is not part of the repository; tests that need it skip where it is absent. */
final class SharedFiles {

    private SharedFiles() {}

    static Path file(String name) {
        Path file = Path.of(System.getProperty("keras-jvm.shared", "absent")).resolve(name);
        assumeTrue(Files.exists(file), () -> "no shared reference data: " + name);
        return file;
    }

    /** Every file of some folders that is no golden and no index. */
    static List<Path> models(String... folders) {
        return Stream.of(folders).flatMap(SharedFiles::list).sorted().toList();
    }

    private static Stream<Path> list(String folder) {
        try (Stream<Path> found = Files.walk(file(folder))) {
            return found
                    .filter(file -> Files.isRegularFile(file)
                            && !file.toString().matches(".*(\\.npz|\\.tsv|\\.md|case\\.json)"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
