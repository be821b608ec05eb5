package io.github.kerasjvm.export.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.kerasjvm.config.Generation;
import io.github.kerasjvm.config.Origin;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Has real Keras load what is written, and compare it with the file of Keras that it was written from. Each generation runs
 * in a Python of its own, named by {@code KERAS_JVM_KERAS3} (Keras 3 and tf_keras), {@code KERAS_JVM_KERAS2} (2.3.1) and
 * {@code KERAS_JVM_KERAS1} (1.2.2).
 */
@Tag("slow")
class RealKerasTest {

    private static final Path SCRIPT =
            Path.of(System.getProperty("keras-jvm.fixtures")).resolve("../../../../../../../python/compare_files.py");

    @TempDir
    private Path folder;

    @Test
    void keras3LoadsTheSame() throws Exception {
        compare("KERAS_JVM_KERAS3", List.of(), origin -> origin.generation() == Generation.KERAS_3, false);
    }

    @Test
    void keras3LoadsTheSameFromTheOtherKindOfFile() throws Exception {
        // Without the optimizer's variables: Keras 3 builds none when it loads .h5.
        compare("KERAS_JVM_KERAS3", List.of("--other-kind"), origin -> origin.generation() == Generation.KERAS_3, true);
    }

    @Test
    void tfKerasLoadsTheSame() throws Exception {
        compare(
                "KERAS_JVM_KERAS3",
                List.of("--tf-keras"),
                origin -> origin.generation() == Generation.KERAS_2 && !isStandalone(origin),
                false);
    }

    @Test
    void keras2LoadsTheSame() throws Exception {
        compare("KERAS_JVM_KERAS2", List.of(), RealKerasTest::isStandalone, false);
    }

    @Test
    void keras1LoadsTheSame() throws Exception {
        compare(
                "KERAS_JVM_KERAS1",
                List.of(),
                origin -> origin.generation() == Generation.KERAS_1
                        && origin.backend().equals("tensorflow"),
                false);
    }

    private static boolean isStandalone(Origin origin) {
        return origin.generation() == Generation.KERAS_2
                && origin.version().matches("2\\.[0-3]\\.\\d+")
                && origin.backend().equals("tensorflow");
    }

    private void compare(String variable, List<String> arguments, Predicate<Origin> isMeant, boolean isOther)
            throws IOException, InterruptedException {
        String python = System.getenv(variable);
        assumeTrue(python != null, "no Python is named by " + variable);
        List<String> pairs = pairs(isMeant, isOther);
        Path list = Files.write(folder.resolve("pairs.tsv"), pairs);
        List<String> command =
                new ArrayList<>(List.of(python, SCRIPT.normalize().toString(), list.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("KERAS_BACKEND", "tensorflow");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        System.getLogger("keras").log(System.Logger.Level.INFO, said);

        assertThat(process.waitFor()).as("%s", said).isZero();
    }

    private List<String> pairs(Predicate<Origin> isMeant, boolean isOther) throws IOException {
        List<String> pairs = new ArrayList<>();
        for (Arguments arguments : RoundTripTest.models().toList()) {
            Import source = (Import) arguments.get()[1];
            KerasModel model = source.load();
            if (source.weightsFile().isEmpty() && isMeant.test(model.origin())) {
                boolean isHdf5 = (RoundTripTest.format(source) == KerasFormat.HDF5) != isOther;
                KerasFormat format = isHdf5 ? KerasFormat.HDF5 : KerasFormat.ARCHIVE;
                String ending = isHdf5 ? ".h5" : ".keras";
                Path written = folder.resolve(pairs.size() + ending);
                KerasWriter.of(source, model).write(format, written);
                pairs.add(source.file() + "\t" + written);
            }
        }
        return pairs;
    }
}
