package io.github.kerasjvm.problem;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A file could not be imported. The only exception that leaves the importer for bad input; it carries all problems found.
 *
 * <p>Its message has one line for each problem, each beginning with the file.
 */
public abstract sealed class ImportException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String file;
    private final transient List<Problem> problems;

    private ImportException(String file, List<Problem> problems, Throwable cause) {
        super(problems.stream().map(p -> file + ": " + p).collect(Collectors.joining(System.lineSeparator())), cause);
        this.file = file;
        this.problems = List.copyOf(problems);
    }

    /**
     * The exception for some problems: of the kind that weighs most, in the order not a model, over a limit, broken,
     * unsupported.
     *
     * @param file the file as the user named it
     * @param problems what is wrong, at least one
     * @return the exception, to be thrown
     */
    public static ImportException of(String file, List<Problem> problems) {
        return of(file, problems, null);
    }

    /**
     * The exception for some problems and the exception of a library that led to them.
     *
     * @param file the file as the user named it
     * @param problems what is wrong, at least one
     * @param cause the exception of a library, or null
     * @return the exception, to be thrown
     */
    public static ImportException of(String file, List<Problem> problems, Throwable cause) {
        if (has(problems, Code.Group.NOT_A_MODEL)) {
            return new NotAModel(file, problems, cause);
        }
        if (has(problems, Code.Group.OVER_LIMIT)) {
            return new OverLimit(file, problems, cause);
        }
        return has(problems, Code.Group.BROKEN)
                ? new Broken(file, problems, cause)
                : new Unsupported(file, problems, cause);
    }

    private static boolean has(List<Problem> problems, Code.Group group) {
        return problems.stream().anyMatch(p -> p.code().group() == group);
    }

    /**
     * The file as the user named it.
     *
     * @return the file
     */
    public String file() {
        return file;
    }

    /**
     * What is wrong.
     *
     * @return all problems found, in the order of the file
     */
    public List<Problem> problems() {
        return problems;
    }

    /** The input is something else than a model. */
    public static final class NotAModel extends ImportException {
        private static final long serialVersionUID = 1L;

        private NotAModel(String file, List<Problem> problems, Throwable cause) {
            super(file, problems, cause);
        }
    }

    /** The input is damaged, incomplete, or contradicts itself. */
    public static final class Broken extends ImportException {
        private static final long serialVersionUID = 1L;

        private Broken(String file, List<Problem> problems, Throwable cause) {
            super(file, problems, cause);
        }
    }

    /** The input is sound and needs what does not run here. */
    public static final class Unsupported extends ImportException {
        private static final long serialVersionUID = 1L;

        private Unsupported(String file, List<Problem> problems, Throwable cause) {
            super(file, problems, cause);
        }
    }

    /** The input is over a limit that the caller set. */
    public static final class OverLimit extends ImportException {
        private static final long serialVersionUID = 1L;

        private OverLimit(String file, List<Problem> problems, Throwable cause) {
            super(file, problems, cause);
        }
    }
}
