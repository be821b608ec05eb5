package io.github.kerasjvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.cli.command.Commands;
import io.github.kerasjvm.cli.text.Terminal;
import io.github.kerasjvm.read.Limits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class HelpTest {

    private static Stream<CommandSpec> commands() {
        Terminal nowhere = new Terminal(System.out, System.err, StandardCharsets.UTF_8, 100, false, false).discarding();
        return Commands.of(nowhere, words -> {}).getSubcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(spec -> !spec.usageMessage().hidden());
    }

    @Test
    void groupsTheCommandsByWhatAPersonWants() {
        Run run = Run.of("--help");

        assertThat(run.exit()).isZero();
        assertThat(run.out().lines())
                .containsSubsequence("Look", "Run", "Prove", "Hand on", "About", "Exit codes", "Examples");
        assertThat(commands().map(spec -> "  " + spec.name()))
                .allSatisfy(line -> assertThat(run.out()).contains(line));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasExamplesAndItsExitCodes(CommandSpec command) {
        Run run = Run.of(command.name(), "--help");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("Examples:", "  keras-jvm " + command.name(), "Exit codes:", "--json");
        assertThat(command.usageMessage().description()).hasSize(1);
    }

    @Test
    void everyLineOfTheHelpFitsEightyColumns() {
        List<String> lines = Run.on(80, StandardCharsets.UTF_8, "inspect", "--help")
                .out()
                .lines()
                .toList();

        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void namesEveryLimit() {
        assertThat(Run.on(110, StandardCharsets.UTF_8, "validate", "--help").out())
                .contains(Limits.names());
    }

    @Test
    void tellsTheVersion() {
        assertThat(Run.of("--version").out())
                .startsWith("keras-jvm ")
                .contains("Java " + System.getProperty("java.version"));
    }

    @Test
    void aMissingCommandIsMisuse() {
        Run run = Run.of();

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualToNormalizingNewlines("""
                keras-jvm: a command is missing
                See: keras-jvm --help
                """);
    }

    @Test
    void anUnknownOptionIsMisuseWithAHint() {
        Run run = Run.of("inspect", "model.h5", "--jsn");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("Unknown option: '--jsn'", "See: keras-jvm inspect --help");
    }

    @Test
    void misuseWithJsonIsOneDocument() {
        Run run = Run.of("inspect", "--json");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).isEmpty();
        assertThat(run.json().at("/error/exit").asInt()).isEqualTo(2);
        assertThat(run.json().at("/error/message").asText()).contains("MODEL");
    }

    @Test
    void anUnknownLimitIsMisuse() {
        Run run = Run.of("validate", "model.h5", "--limit", "bytes=1");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("\"bytes\" is not a limit; expected one of arrayBytes");
    }
}
