package io.github.kerasjvm.cli;

import static io.github.kerasjvm.cli.Run.fixture;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.train.fit.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings in a process of their own that is killed as by {@code kill -9}, whatever it is about. */
@Tag("slow")
class KilledTrainingTest {

    private static final int EPOCHS = 8;

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

    /** How many epochs the file as it is has behind it; 0 before there is one, and while it is being replaced. */
    private static int epochs(Path out) {
        return new Checkpoint(out).read().map(Checkpoint.Progress::epoch).orElse(0);
    }

    private static void await(Process process, Path out, int epochs) throws Exception {
        while (epochs(out) < epochs) {
            assertThat(process.isAlive()).as("trains").isTrue();
            Thread.sleep(10);
        }
    }

    /** Waits until a file is being written beside the model. */
    private static void awaitWriting(Process process, Path beside) throws Exception {
        Set<Path> before = hidden(beside);
        while (before.containsAll(hidden(beside))) {
            assertThat(process.isAlive()).as("trains").isTrue();
            Thread.sleep(1);
        }
    }

    private static Set<Path> hidden(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("."))
                    .collect(Collectors.toSet());
        }
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor()).as("was killed").isNotZero();
    }

    @Test
    void losesNoMoreThanTheEpochThatItWasIn() throws Exception {
        Path whole = folder.resolve("whole.h5");
        Process uninterrupted = start(whole);
        await(uninterrupted, whole, 1);
        long second = System.nanoTime();
        await(uninterrupted, whole, 3);
        long epoch = (System.nanoTime() - second) / 2;
        requireSuccess(uninterrupted);

        Path own = Files.createDirectory(folder.resolve("own"));
        Path out = own.resolve("killed.h5");
        Process first = start(out);
        awaitWriting(first, own);
        kill(first);
        requireWhole(out, 0);
        for (double part : new double[] {0.2, 0.6, 0.95}) {
            int before = epochs(out);
            Process process = before == 0 ? start(out, "--force") : start(out, "--resume");
            await(process, out, before + 1);
            TimeUnit.NANOSECONDS.sleep((long) (part * epoch));
            kill(process);
            requireWhole(out, before + 1);
        }
        Process last = start(out, "--resume");
        awaitWriting(last, own);
        kill(last);
        requireWhole(out, 3);
        assertThat(epochs(out)).as("was killed before its end").isLessThan(EPOCHS);
        requireSuccess(start(out, "--resume"));

        assertThat(epochs(out)).isEqualTo(EPOCHS);
        assertThat(Files.mismatch(whole, out))
                .as("the first byte that is other")
                .isEqualTo(-1);
    }

    private static void requireWhole(Path out, int least) {
        assertThat(epochs(out)).isGreaterThanOrEqualTo(least);
        if (Files.exists(out)) {
            assertThat(new Checkpoint(out).read()).as("notes of this file").isPresent();
            assertThat(Import.of(out).load().weights()).as("the file is whole").isNotEmpty();
        }
    }
}
