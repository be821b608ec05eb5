package io.github.kerasjvm.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.kerasjvm.problem.ImportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The broken models that Keras and h5py were made to write, as far as they are broken for this package. */
class BrokenFixturesTest {

    @Test
    void everyBrokenFileIsOpenedOrRefusedWithItsReason() throws IOException {
        Path folder =
                Path.of(System.getProperty("keras-jvm.fixtures", "absent")).resolve("broken");
        assumeTrue(Files.isDirectory(folder), () -> "no fixtures: " + folder);
        Map<String, String> codes = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                codes.put(file.getFileName().toString(), code(file));
            }
        }
        Map<String, String> expected = Map.ofEntries(
                Map.entry("deep_json.keras", "KJ-LIMIT-1"),
                Map.entry("duplicate_config.keras", "KJ-FILE-6"),
                Map.entry("empty.h5", "KJ-FILE-1"),
                Map.entry("external_link.h5", "KJ-FILE-5"),
                Map.entry("external_link.keras", "KJ-FILE-5"),
                Map.entry("external_link_group.h5", "KJ-FILE-5"),
                Map.entry("external_storage.h5", "KJ-FILE-5"),
                Map.entry("giant_dataset.h5", "KJ-LIMIT-1"),
                Map.entry("giant_model.h5", "KJ-LIMIT-1"),
                Map.entry("inflating_config.keras", "KJ-LIMIT-1"),
                Map.entry("invalid_json.keras", "KJ-CONF-1"),
                Map.entry("lambda.h5", "opened"),
                Map.entry("lfs_pointer.h5", "KJ-FILE-1"),
                Map.entry("missing_config.keras", "KJ-FILE-6"),
                Map.entry("missing_weight.h5", "KJ-WEIGHT-1"),
                Map.entry("missing_weights.keras", "KJ-FILE-6"),
                Map.entry("not_keras.h5", "KJ-FILE-1"),
                Map.entry("pickle.h5", "KJ-FILE-1"),
                Map.entry("soft_link.h5", "KJ-FILE-5"),
                Map.entry("soft_link_cycle.h5", "KJ-FILE-5"),
                Map.entry("truncated.h5", "KJ-FILE-3"),
                Map.entry("truncated.keras", "KJ-FILE-3"),
                Map.entry("virtual_dataset.h5", "KJ-FILE-5"),
                Map.entry("weights_only.h5", "opened"),
                Map.entry("wrong_type.h5", "KJ-WEIGHT-3"));
        assertThat(codes).containsAllEntriesOf(expected);
    }

    private static String code(Path file) {
        long start = System.nanoTime();
        try (RawModel model = ModelReader.open(file, Limits.DEFAULT)) {
            AllArrays.of(model).forEach(StoredArray::readFloats);
            return "opened";
        } catch (ImportException e) {
            return e.problems().get(0).code().id();
        } finally {
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("%s", file)
                    .isLessThan(Duration.ofSeconds(2));
        }
    }
}
