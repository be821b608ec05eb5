package io.github.kerasjvm.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.verify.Suite;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerProcessTest {

    @TempDir
    private Path folder;

    /** A worker that does what the name of a file says. */
    static final class Obedient {
        private Obedient() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            System.out.println("a library's greeting\n\n" + Worker.READY);
            var requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            int served = 0;
            for (String line = requests.readLine(); line != null; line = requests.readLine()) {
                String wish = Path.of(line.split("\t")[0]).getFileName().toString();
                served++;
                if (wish.equals("crash") || wish.equals("crash-unless-first") && served > 1) {
                    Runtime.getRuntime().halt(3);
                }
                if (wish.equals("die-later")) {
                    System.out.println(
                            Outcome.of(Outcome.Kind.LOADED, "served " + served).line());
                    Runtime.getRuntime().halt(4);
                }
                if (wish.equals("hang")) {
                    Thread.sleep(60_000);
                }
                System.out.print("half a line");
                System.out.println("\n"
                        + Outcome.of(Outcome.Kind.LOADED, "served " + served).line());
            }
        }
    }

    private WorkerProcess process() {
        return new WorkerProcess(Obedient.class, "", folder, Duration.ofSeconds(1));
    }

    private static Suite.Entry file(String name) {
        return new Suite.Entry(name, Path.of(name), Optional.empty(), Optional.empty(), Suite.Expect.EITHER);
    }

    @Test
    void oneWorkerServesManyFiles() throws Exception {
        try (WorkerProcess process = process()) {
            assertThat(process.run(file("a"))).isEqualTo(Outcome.of(Outcome.Kind.LOADED, "served 1"));
            assertThat(process.run(file("b"))).isEqualTo(Outcome.of(Outcome.Kind.LOADED, "served 2"));
        }
    }

    @Test
    void aCrashIsToldAndTheNextFileHasAFreshWorker() throws Exception {
        try (WorkerProcess process = process()) {
            assertThat(process.run(file("crash"))).isEqualTo(Outcome.of(Outcome.Kind.CRASHED, "ends with status 3"));
            assertThat(process.run(file("b"))).isEqualTo(Outcome.of(Outcome.Kind.LOADED, "served 1"));
        }
    }

    @Test
    void aCrashIsNoFaultOfTheFileWhenItRunsInAFreshWorker() throws Exception {
        try (WorkerProcess process = process()) {
            process.run(file("a"));
            assertThat(process.run(file("crash-unless-first"))).isEqualTo(Outcome.of(Outcome.Kind.LOADED, "served 1"));
            process.run(file("die-later"));
            assertThat(process.run(file("b"))).isEqualTo(Outcome.of(Outcome.Kind.LOADED, "served 1"));
        }
    }

    @Test
    void aWorkerThatDoesNotAnswerIsEnded() throws Exception {
        try (WorkerProcess process = process()) {
            assertThat(process.run(file("hang"))).isEqualTo(Outcome.of(Outcome.Kind.HUNG, "and the JVM stands still"));
            assertThat(process.run(file("b"))).isEqualTo(Outcome.of(Outcome.Kind.LOADED, "served 1"));
        }
    }
}
