package io.github.kerasjvm.cli;

import static io.github.kerasjvm.cli.Run.fixture;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.kerasjvm.model.Import;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings in a process of their own that is killed as by {@code kill -9}, whatever it is about. */
@Tag("slow")
class KilledTrainingTest {

    private static final int EPOCHS = 6;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    /** With dropout, a shuffled order, and an optimizer with a state as long as the weights: everything has to be resumed. */
    private Process start(Path out, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "finetune",
                fixture("reference/mnist_cnn_trained_model.h5").toString(),
                "--data",
                fixture("digits").toString(),
                "--epochs",
                Integer.toString(EPOCHS),
                "--batch",
                "50",
                "--seed",
                "7",
                "--out",
                out.toString()));
        command.addAll(List.of(more));
        Path said = folder.resolve("said.txt");
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(said.toFile()))
                .start();
    }

    private void requireSuccess(Process process) throws Exception {
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("said.txt")))
                .isZero();
    }

    /** How many epochs the notes beside a file tell of; 0 before there is one. */
    private static int epochs(Path out) throws IOException {
        Path notes = out.resolveSibling(out.getFileName() + ".training.json");
        if (!Files.exists(out) || !Files.exists(notes)) {
            return 0;
        }
        JsonNode entries = JSON.readTree(Files.readAllBytes(notes));
        return entries.get(0).path("epoch").asInt();
    }

    private static void await(Process process, Path out, int epochs) throws Exception {
        while (epochs(out) < epochs) {
            assertThat(process.isAlive()).as("trains").isTrue();
            Thread.sleep(2);
        }
    }

    @Test
    void losesNoMoreThanTheEpochThatItWasIn() throws Exception {
        Path whole = folder.resolve("whole.h5");
        Process uninterrupted = start(whole);
        await(uninterrupted, whole, 2);
        long second = System.nanoTime();
        await(uninterrupted, whole, 4);
        long epoch = (System.nanoTime() - second) / 2;
        requireSuccess(uninterrupted);

        Path out = folder.resolve("killed.h5");
        // Before the first checkpoint, early and late in an epoch, and about where a file is written.
        double[] parts = {-1, 0.3, 0.7, 0.97};
        int before = 0;
        for (int kill = 0; kill < parts.length; kill++) {
            Process process = before == 0 ? start(out) : start(out, "--resume");
            if (parts[kill] >= 0) {
                await(process, out, before + 1);
                TimeUnit.NANOSECONDS.sleep((long) (parts[kill] * epoch));
            } else {
                Thread.sleep(1000);
            }
            process.destroyForcibly();
            assertThat(process.waitFor()).as("was killed").isNotZero();
            int reached = epochs(out);
            assertThat(reached).isBetween(before, before + 3);
            if (Files.exists(out)) {
                assertThat(Import.of(out).load().weights())
                        .as("the file is whole")
                        .isNotEmpty();
            }
            before = reached;
        }
        assertThat(before).as("was killed before its end").isLessThan(EPOCHS);
        requireSuccess(start(out, "--resume"));

        assertThat(epochs(out)).isEqualTo(EPOCHS);
        assertThat(Files.mismatch(whole, out))
                .as("the first byte that is other")
                .isEqualTo(-1);
    }
}
