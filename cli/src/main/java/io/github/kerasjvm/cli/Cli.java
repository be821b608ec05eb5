package io.github.kerasjvm.cli;

import io.github.kerasjvm.cli.command.Commands;
import io.github.kerasjvm.cli.command.ExitCode;
import io.github.kerasjvm.cli.text.Terminal;
import java.io.PrintWriter;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Runs one command line. Safe to use from a test: it never ends the process. */
public final class Cli {

    private static final int WIDEST_HELP = 110;

    private final Terminal terminal;

    /**
     * A command line.
     *
     * @param terminal where it prints
     */
    public Cli(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Runs a command.
     *
     * @param arguments the command and its options
     * @return the exit code
     */
    public int run(String... arguments) {
        boolean isJson = Arrays.asList(arguments).contains("--json");
        CommandLine line = Commands.of(terminal, words -> new Cli(terminal.discarding()).run(words), arguments);
        PrintWriter out = terminal.writer();
        line.setOut(out);
        line.setErr(terminal.errors());
        line.setUsageHelpWidth(Math.min(WIDEST_HELP, Math.max(80, terminal.columns())));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(terminal.hasColour() ? Ansi.ON : Ansi.OFF));
        line.setExecutionExceptionHandler((e, command, parsed) -> failed(e, isJson, isVerbose(parsed)));
        line.setParameterExceptionHandler((e, given) -> misused(e, isJson));
        int exit = execute(line, arguments, isJson);
        out.flush();
        return exit;
    }

    /** picocli hands over exceptions, not errors; a full memory and a defect that shows as an error are said, too. */
    private int execute(CommandLine line, String[] arguments, boolean isJson) {
        try {
            return line.execute(arguments);
        } catch (OutOfMemoryError | StackOverflowError | LinkageError | AssertionError e) {
            return failed(e, isJson, Arrays.asList(arguments).contains("--verbose"));
        }
    }

    private static boolean isVerbose(ParseResult parsed) {
        return parsed.hasSubcommand() && parsed.subcommand().hasMatchedOption("--verbose");
    }

    private int failed(Throwable cause, boolean isJson, boolean isVerbose) {
        Failure failure = Failure.of(cause);
        say(failure, isJson);
        if (isVerbose && failure.exit() == ExitCode.DEFECT) {
            cause.printStackTrace(terminal.errors());
        }
        return failure.exit().number();
    }

    private int misused(ParameterException e, boolean isJson) {
        Failure failure = Failure.usage(e.getMessage());
        say(failure, isJson);
        if (!isJson) {
            PrintWriter errors = terminal.errors();
            CommandLine.UnmatchedArgumentException.printSuggestions(e, errors);
            errors.println("See: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        }
        return failure.exit().number();
    }

    private void say(Failure failure, boolean isJson) {
        if (isJson) {
            PrintWriter writer = terminal.jsonWriter();
            writer.println(failure.json().toPrettyString());
            writer.flush();
        } else {
            PrintWriter errors = terminal.errors();
            failure.lines().forEach(line -> errors.println(terminal.shown(line)));
        }
    }
}
