package io.github.kerasjvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.cli.command.ExitCode;
import io.github.kerasjvm.data.DataException;
import io.github.kerasjvm.engine.EngineException;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.problem.Problem;
import java.nio.file.AccessDeniedException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureTest {

    @Test
    void everyKindHasItsExitCode() {
        assertThat(Failure.of(new DataException("d")).exit()).isEqualTo(ExitCode.DATA);
        assertThat(Failure.of(new EngineException("e")).exit()).isEqualTo(ExitCode.ENGINE);
        assertThat(Failure.of(new AccessDeniedException("f")).exit()).isEqualTo(ExitCode.DATA);
        assertThat(Failure.of(new OutOfMemoryError()).exit()).isEqualTo(ExitCode.OVER_LIMIT);
        assertThat(Failure.of(new IllegalStateException()).exit()).isEqualTo(ExitCode.DEFECT);
    }

    @Test
    void aDefectSaysSoAndAsksForAReport() {
        assertThat(Failure.of(new IllegalStateException("odd")).lines())
                .containsExactly("keras-jvm: a defect of keras-jvm: java.lang.IllegalStateException: odd."
                        + " Please report it with what --verbose prints");
    }

    @Test
    void everyProblemHasItsLine() {
        Problem problem = Problem.ofFile(Code.DAMAGED, "ends too early", "");
        Problem other = new Problem(Code.SHAPE, "dense", "Dense", "", "is too wide", "Make it smaller");
        Failure failure = Failure.of(ImportException.of("net.h5", List.of(problem, other)));

        assertThat(failure.exit()).isEqualTo(ExitCode.BROKEN);
        assertThat(failure.lines())
                .containsExactly(
                        "net.h5: ends too early  [KJ-FILE-3]",
                        "net.h5: dense (Dense): is too wide. Make it smaller  [KJ-SHAPE-1]");
        assertThat(failure.json().at("/error/problems")).hasSize(2);
    }
}
