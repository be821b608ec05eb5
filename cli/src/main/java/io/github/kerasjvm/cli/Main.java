package io.github.kerasjvm.cli;

import io.github.kerasjvm.cli.text.Terminal;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.Arrays;

/** Starts the command line. */
public final class Main {

    private Main() {}

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param arguments the command and its options
     */
    public static void main(String[] arguments) {
        configureLog(Arrays.asList(arguments).contains("--verbose"));
        Terminal terminal = Terminal.of(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)),
                new FileOutputStream(FileDescriptor.err),
                System.getProperties(),
                System.getenv());
        System.exit(new Cli(terminal).run(arguments));
    }

    /**
     * The log goes to standard error, and only when asked for. Said here and not in a file, because jHDF brings such a
     * file of its own; read when the first logger is made, so it comes before everything else.
     */
    private static void configureLog(boolean isVerbose) {
        System.setProperty("org.slf4j.simpleLogger.logFile", "System.err");
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", isVerbose ? "debug" : "off");
    }
}
