package io.github.kerasjvm.cli.command;

import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.problem.Problem;
import java.util.List;

/** What a command ends with; stable, for scripts. */
public enum ExitCode {
    /** Done; for {@code verify}, the numbers agree. */
    DONE(0),
    /** Ran, and the answer is no: {@code verify} found a difference, {@code validate} found problems. */
    NO(1),
    /** The command line is wrong. */
    USAGE(2),
    /** Not a model, or broken. */
    BROKEN(3),
    /** A sound model that needs what does not run here. */
    UNSUPPORTED(4),
    /** Over a limit. */
    OVER_LIMIT(5),
    /** Data or output: missing, of the wrong shape, not writable. */
    DATA(6),
    /** The engine or device is not available. */
    ENGINE(7),
    /** A defect of keras-jvm. */
    DEFECT(70);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /**
     * The code as the shell sees it.
     *
     * @return the number
     */
    public int number() {
        return number;
    }

    /**
     * The code for a file that could not be imported.
     *
     * @param e what the importer said
     * @return 3, 4 or 5
     */
    public static ExitCode of(ImportException e) {
        if (e instanceof ImportException.OverLimit) {
            return OVER_LIMIT;
        }
        return e instanceof ImportException.Unsupported ? UNSUPPORTED : BROKEN;
    }

    /**
     * The code for a file with problems.
     *
     * @param problems what is wrong with it
     * @return 3, 4 or 5; 0 if nothing is wrong
     */
    public static ExitCode of(List<Problem> problems) {
        return problems.isEmpty() ? DONE : of(ImportException.of("", problems));
    }
}
