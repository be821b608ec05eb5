package io.github.kerasjvm.export.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.kerasjvm.config.Generation;
import io.github.kerasjvm.config.Origin;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.verify.Suite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes every file of Keras 1, Keras 2 and tf_keras for Keras 3, and has real Keras 3, in the Python that
 * {@code KERAS_JVM_KERAS3} names, load each and give the numbers that the Keras of the file gave.
 */
@Tag("slow")
class LiftedKerasTest {

    private static final Path FIXTURES = Path.of(System.getProperty("keras-jvm.fixtures"));
    private static final Path SHARED = Path.of(System.getProperty("keras-jvm.shared"));
    private static final Path SCRIPT = FIXTURES.resolve("../../../../../../../python/check_lifted.py");

    @TempDir
    private Path folder;

    private final Map<String, Integer> reasons = new TreeMap<>();
    private final List<String> refused = new ArrayList<>();

    @Test
    void keras3GivesTheNumbersOfTheOlderKeras() throws Exception {
        String python = System.getenv("KERAS_JVM_KERAS3");
        assumeTrue(python != null, "no Python is named by KERAS_JVM_KERAS3");
        Path list = Files.write(folder.resolve("pairs.tsv"), pairs());
        ProcessBuilder builder = new ProcessBuilder(python, SCRIPT.normalize().toString(), list.toString());
        builder.redirectErrorStream(true).environment().put("KERAS_BACKEND", "tensorflow");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        System.getLogger("keras").log(System.Logger.Level.INFO, String.join("\n", refused) + "\n" + said);

        assertThat(process.waitFor()).as("%s", said).isZero();
    }

    private List<String> pairs() throws IOException {
        List<String> pairs = new ArrayList<>();
        for (Path suite : List.of(
                FIXTURES.resolve("layer"),
                FIXTURES.resolve("unbuilt"),
                FIXTURES.resolve("yaml"),
                SHARED.resolve("ref/arch"),
                SHARED.resolve("ref/keras1"),
                SHARED.resolve("wild"))) {
            if (Files.exists(suite.resolve("index.tsv"))) {
                for (Suite.Entry entry : Suite.read(suite).entries()) {
                    if (entry.expect() == Suite.Expect.MATCH && entry.golden().isPresent()) {
                        lifted(entry, pairs.size()).ifPresent(pairs::add);
                    }
                }
            }
        }
        return pairs;
    }

    private Optional<String> lifted(Suite.Entry entry, int number) {
        Import source = Import.of(entry.file());
        Import whole = entry.weights().map(source::weights).orElse(source);
        Optional<Origin> origin = whole.inspect().origin();
        if (origin.isEmpty() || origin.get().generation() == Generation.KERAS_3) {
            return Optional.empty();
        }
        Path written = folder.resolve(number + ".keras");
        try {
            Keras3Writer.of(whole, whole.load()).write(written);
        } catch (KerasWriteException e) {
            refused.add("refused: " + entry.file() + ": " + e.getMessage());
            return Optional.empty();
        }
        return Optional.of(written + "\t" + entry.golden().get());
    }
}
