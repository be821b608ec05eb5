package io.github.kerasjvm.cli.command;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options of every command. */
final class Common {

    @ArgGroup(validate = false, heading = "%nOutput:%n", order = 90)
    final Output output = new Output();

    /** How the answer is shown. */
    static final class Output {
        @Option(names = "--json", description = "Print one JSON document instead of text.")
        boolean json;

        @Option(names = "--no-color", description = "No colours; also by the environment variable NO_COLOR.")
        boolean noColour;

        @Option(names = "--no-progress", description = "No progress line on standard error.")
        boolean noProgress;

        @Option(names = "--verbose", description = "Log to standard error; stack traces of defects.")
        boolean verbose;

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this help.")
        boolean help;
    }
}
