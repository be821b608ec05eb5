package io.github.kerasjvm.export.keras;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.kerasjvm.config.Generation;
import io.github.kerasjvm.config.Origin;
import io.github.kerasjvm.layer.lift.Change;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.train.LiftedFile;
import io.github.kerasjvm.verify.Suite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Writes every file of Keras 1, Keras 2 and tf_keras for Keras 3, and has real Keras 3, in the Python that
 * {@code KERAS_JVM_KERAS3} names, load each and give the numbers that the Keras of the file gave.
 */
@Tag("slow")
class LiftedKerasTest {

    private static final Path SHARED = Path.of(System.getProperty("keras-jvm.shared"));

    private final List<String> refused = new ArrayList<>();

    @Test
    void keras3GivesTheNumbersOfTheOlderKeras() throws Exception {
        check("lifted", this::pairs);
    }

    @Test
    void keras3TrainsByTheLossesOfTheOlderKeras() throws Exception {
        check("lifted-training", this::trainings);
    }

    private interface Pairs {
        List<String> get(RealKeras keras) throws IOException;
    }

    private void check(String name, Pairs pairs) throws Exception {
        try (RealKeras keras = RealKeras.of("KERAS_JVM_KERAS3", "tensorflow", name)) {
            List<String> rows = pairs.get(keras);
            keras.log("-refused", refused);
            keras.check(List.of("check_lifted.py"), rows, rows.size());
        }
    }

    private List<String> pairs(RealKeras keras) throws IOException {
        List<String> pairs = new ArrayList<>();
        for (Suite.Entry entry : MatchingCases.all()) {
            if (entry.golden().isPresent()) {
                lifted(entry, keras.file(pairs.size() + ".keras")).ifPresent(pairs::add);
            }
        }
        return pairs;
    }

    /** Cases that older generations trained, whose models Keras 3 trains by the same rules. */
    private List<String> trainings(RealKeras keras) throws IOException {
        List<String> pairs = new ArrayList<>();
        Path cases = SHARED.resolve("ref/train");
        assumeTrue(Files.exists(cases), "no training references");
        try (Stream<Path> folders = Files.list(cases)) {
            for (Path model : folders.sorted().flatMap(LiftedKerasTest::models).toList()) {
                Path written = keras.file(pairs.size() + ".keras");
                Import source = Import.of(model);
                if (source.inspect().origin().orElseThrow().generation() != Generation.KERAS_3) {
                    trained(source, written).ifPresent(pairs::add);
                }
            }
        }
        return pairs;
    }

    private static Stream<Path> models(Path folder) {
        String about;
        try {
            about = Files.readString(folder.resolve("case.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        boolean isPlain = about.contains("\"kind\": \"train\"") && about.contains("\"class_weight\": null");
        return Stream.of("before.h5", "before.keras")
                .map(folder::resolve)
                .filter(file -> isPlain && Files.exists(file))
                .filter(file -> !folder.toString().contains("sample-weight"));
    }

    private Optional<String> trained(Import source, Path written) {
        try {
            List<Change> changes = LiftedFile.write(source, source.load(), written);
            boolean isSaturated = source.file().toString().contains("saturated");
            boolean goesOn = changes.stream()
                    .noneMatch(change -> change.text().startsWith("the optimizer begins")
                            || change.text().startsWith("Keras 3 updates the rows"));
            // Where else Keras 3 goes another way, there is nothing to compare.
            List<Change> others = changes.stream()
                    .filter(change -> change.kind() == Change.Kind.TRAINING
                            && !change.text().startsWith("the optimizer begins")
                            && !change.text().startsWith("Keras 3 updates the rows")
                            && !change.text().startsWith("Keras 3 moves")
                            && !(change.text().startsWith("Keras 3 takes the cross-entropy") && !isSaturated))
                    .toList();
            boolean isCompiled =
                    changes.stream().noneMatch(change -> change.text().startsWith("what the model was"));
            if (others.isEmpty() && isCompiled) {
                return Optional.of(written + "\t"
                        + Path.of(source.file().toString()).getParent() + "\t" + (goesOn ? "goes on" : ""));
            }
            refused.add("not compared: " + source.file() + ": " + others + " " + isCompiled);
        } catch (KerasWriteException e) {
            refused.add("refused: " + e.getMessage());
        }
        return Optional.empty();
    }

    private Optional<String> lifted(Suite.Entry entry, Path written) {
        Import source = Import.of(entry.file());
        Import whole = entry.weights().map(source::weights).orElse(source);
        Optional<Origin> origin = whole.inspect().origin();
        if (origin.isEmpty() || origin.get().generation() == Generation.KERAS_3) {
            return Optional.empty();
        }
        try {
            Keras3Writer.of(whole, whole.load()).write(written);
        } catch (KerasWriteException e) {
            refused.add("refused: " + entry.file() + ": " + e.getMessage());
            return Optional.empty();
        }
        return Optional.of(written + "\t" + entry.golden().get());
    }
}
