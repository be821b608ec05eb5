package io.github.kerasjvm.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.engine.Availability;
import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseRunnerTest {

    private static final Path FIXTURES = Path.of(System.getProperty("keras-jvm.fixtures"));

    @TempDir
    private Path folder;

    /** An engine whose native library is not there. */
    private static final class WithoutLibrary implements Engine {
        @Override
        public String name() {
            return "without";
        }

        @Override
        public int priority() {
            return -1;
        }

        @Override
        public Availability availability() {
            return new Availability(false, "", List.of(), "");
        }

        @Override
        public Plan compile(Program program, EngineOptions options) {
            throw new UnsatisfiedLinkError("no such library");
        }
    }

    private List<CaseResult> run(Engine engine, String... rows) throws IOException {
        for (String name : List.of("a_k3_cl.keras", "a_k3_cl.keras.npz", "b_k3_cl.keras.npz")) {
            Files.copy(FIXTURES.resolve("reference").resolve(name), folder.resolve(name));
        }
        Files.copy(FIXTURES.resolve("broken/weights_only.h5"), folder.resolve("weights_only.h5"));
        Files.writeString(folder.resolve("broken.keras"), "no model");
        Files.writeString(folder.resolve("index.tsv"), "note\texpect\tgolden\tfile\n" + String.join("\n", rows));
        CaseRunner runner = new CaseRunner(engine, new EngineOptions(1), UnaryOperator.identity());
        return Suite.read(folder).entries().stream().map(runner::run).toList();
    }

    @Test
    void noCaseTakesTheOthersDown() throws IOException {
        List<CaseResult> results = run(
                Engines.find("reference"),
                "x\tmatch\ta_k3_cl.keras.npz\ta_k3_cl.keras",
                "x\trefuse\ta_k3_cl.keras.npz\tbroken.keras",
                "x\tweights\t\tweights_only.h5",
                "x\tmatch\tmissing.npz\ta_k3_cl.keras",
                "x\teither\t\tabsent.keras",
                "x\tmatch\tb_k3_cl.keras.npz\ta_k3_cl.keras");
        assertThat(results)
                .extracting(CaseResult::outcome)
                .containsExactly(
                        CaseResult.Outcome.MATCH,
                        CaseResult.Outcome.REFUSED,
                        CaseResult.Outcome.WEIGHTS_ONLY,
                        CaseResult.Outcome.ERROR,
                        CaseResult.Outcome.REFUSED,
                        CaseResult.Outcome.MISMATCH);
        assertThat(results).extracting(CaseResult::isAsExpected).containsExactly(true, true, true, false, true, false);
        assertThat(VerifyReport.json(results).path("totals").path("match").asInt())
                .isEqualTo(1);
    }

    @Test
    void aLibraryThatCannotBeLoadedIsTheErrorOfOneCase() throws IOException {
        List<CaseResult> results = run(
                new WithoutLibrary(), "x\tmatch\ta_k3_cl.keras.npz\ta_k3_cl.keras", "x\tweights\t\tweights_only.h5");
        assertThat(results)
                .extracting(CaseResult::outcome)
                .containsExactly(CaseResult.Outcome.ERROR, CaseResult.Outcome.WEIGHTS_ONLY);
        assertThat(results.get(0).code()).isEqualTo("KJ-BUG");
        assertThat(results.get(0).message()).contains("no such library");
    }
}
