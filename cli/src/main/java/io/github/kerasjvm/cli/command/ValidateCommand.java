package io.github.kerasjvm.cli.command;

import io.github.kerasjvm.cli.text.Terminal;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code validate}: every problem of some files at once. */
@Command(
        name = "validate",
        description = "Check models and report every problem at once, for people and for CI.",
        exitCodeList = {
            "0:every model is sound",
            "1:a model has problems",
            ExitCodes.USAGE,
            "3:a file is no model; with --strict also: broken",
            "4:with --strict: a sound model that needs what does not run here",
            "5:with --strict: over a limit"
        },
        footer = {
            "Examples:",
            "  keras-jvm validate model.keras",
            "  keras-jvm validate --strict models/*.h5",
            "  keras-jvm validate upload.h5 --limit totalBytes=1000000000 --json"
        })
final class ValidateCommand extends KerasCommand {

    @Parameters(paramLabel = "MODEL", arity = "1..*", description = "The files to check.")
    private List<Path> files;

    @Mixin
    private ModelOptions model;

    @Option(names = "--strict", description = "Tell the kind of problem by the exit code: 3, 4 or 5.")
    private boolean isStrict;

    ValidateCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Answer answer() {
        return new ValidateAnswer(files.stream().map(this::checked).toList(), isStrict);
    }

    /** Problems of the architecture first; only a model without any is read whole. */
    private Checked checked(Path file) {
        Import importing = model.of(file);
        try {
            List<Problem> problems = importing.inspect().problems();
            if (problems.isEmpty()) {
                importing.load();
            }
            return new Checked(file.toString(), problems);
        } catch (ImportException e) {
            return new Checked(e.file(), e.problems());
        }
    }

    /** A file and what is wrong with it. */
    record Checked(String file, List<Problem> problems) {}
}
