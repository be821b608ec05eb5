package io.github.kerasjvm.export.keras;

import io.github.kerasjvm.config.Generation;
import io.github.kerasjvm.config.Origin;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.verify.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every model of Keras survives the way from its file to ours and back to Keras: real Keras loads what is written, and gives
 * the numbers that it gave for its own file. Each generation runs in a Python of its own, named by {@code KERAS_JVM_KERAS3}
 * (Keras 3 and tf_keras), {@code KERAS_JVM_KERAS2} (2.3.1) and {@code KERAS_JVM_KERAS1} (1.2.2).
 */
@Tag("slow")
class RealKerasTest {

    private static final Path SHARED = Path.of(System.getProperty("keras-jvm.shared"));
    private static final String SCRIPT = "check_round_trip.py";

    /** A file of Keras. */
    private record Entry(Import source, Optional<Path> golden) {}

    @Test
    void keras3LoadsTheSame() throws Exception {
        check("keras3", "KERAS_JVM_KERAS3", "tensorflow", List.of(SCRIPT), RealKerasTest::isKeras3);
    }

    @Test
    void tfKerasLoadsTheSame() throws Exception {
        check(
                "tf_keras",
                "KERAS_JVM_KERAS3",
                "tensorflow",
                List.of(SCRIPT, "--tf-keras"),
                origin -> origin.generation() == Generation.KERAS_2 && !isStandalone(origin));
    }

    @Test
    void keras2LoadsTheSame() throws Exception {
        check(
                "keras2",
                "KERAS_JVM_KERAS2",
                "tensorflow",
                List.of(SCRIPT),
                origin -> isStandalone(origin) && !isTheano(origin));
    }

    @Test
    void keras2OnTheanoLoadsTheSame() throws Exception {
        check(
                "keras2-theano",
                "KERAS_JVM_KERAS2",
                "theano",
                List.of(SCRIPT),
                origin -> isStandalone(origin) && isTheano(origin));
    }

    @Test
    void keras1LoadsTheSame() throws Exception {
        check(
                "keras1",
                "KERAS_JVM_KERAS1",
                "tensorflow",
                List.of(SCRIPT),
                origin -> origin.generation() == Generation.KERAS_1 && !isTheano(origin));
    }

    @Test
    void keras1OnTheanoLoadsTheSame() throws Exception {
        check(
                "keras1-theano",
                "KERAS_JVM_KERAS1",
                "theano",
                List.of(SCRIPT),
                origin -> origin.generation() == Generation.KERAS_1 && isTheano(origin));
    }

    private static boolean isKeras3(Origin origin) {
        return origin.generation() == Generation.KERAS_3;
    }

    private static boolean isStandalone(Origin origin) {
        return origin.generation() == Generation.KERAS_2 && origin.version().matches("2\\.[0-3]\\.\\d+");
    }

    private static boolean isTheano(Origin origin) {
        return origin.backend().equals("theano");
    }

    private void check(String name, String python, String backend, List<String> script, Predicate<Origin> isMeant)
            throws Exception {
        try (RealKeras keras = RealKeras.of(python, backend, name)) {
            List<String> rows = new ArrayList<>();
            for (Entry entry : entries()) {
                Optional<Origin> origin = entry.source().inspect().origin();
                if (origin.filter(isMeant).isPresent()) {
                    rows.add(row(entry, keras, rows.size(), false));
                    if (isKeras3(origin.get())) {
                        rows.add(row(entry, keras, rows.size(), true));
                    }
                }
            }
            keras.check(script, rows, rows.size() * 9 / 10);
        }
    }

    private static String row(Entry entry, RealKeras keras, int number, boolean isOther) {
        Import source = entry.source();
        boolean isHdf5 = (RoundTripTest.format(source) == KerasFormat.HDF5) != isOther;
        Path written = keras.file(number + (isHdf5 ? ".h5" : ".keras"));
        KerasWriter.of(source, source.load()).write(isHdf5 ? KerasFormat.HDF5 : KerasFormat.ARCHIVE, written);
        return String.join(
                "\t",
                source.file().toString(),
                source.weightsFile().map(Path::toString).orElse(""),
                written.toString(),
                entry.golden().map(Path::toString).orElse(""),
                isOther ? "other" : "");
    }

    private static List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        MatchingCases.all().stream().map(RealKerasTest::entry).forEach(entries::add);
        if (Files.exists(SHARED.resolve("ref/train"))) {
            try (Stream<Path> files = Files.walk(SHARED.resolve("ref/train"))) {
                files.filter(file -> file.toString().matches(".*\\.(h5|keras)"))
                        .sorted()
                        .forEach(file -> entries.add(new Entry(Import.of(file), Optional.empty())));
            }
        }
        return entries;
    }

    private static Entry entry(Suite.Entry entry) {
        Import source = Import.of(entry.file());
        return new Entry(entry.weights().map(source::weights).orElse(source), entry.golden());
    }
}
