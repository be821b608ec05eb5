package io.github.kerasjvm.cli.command;

/** Something that a command cannot do, for a reason that the user can act on. */
public final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ExitCode exit;

    /**
     * Makes the exception.
     *
     * @param exit what the command ends with
     * @param message what is wrong and what to do
     */
    public CommandException(ExitCode exit, String message) {
        super(message);
        this.exit = exit;
    }

    /**
     * What the command ends with.
     *
     * @return the code
     */
    public ExitCode exit() {
        return exit;
    }
}
