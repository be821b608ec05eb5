package io.github.kerasjvm.read;

import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.problem.Problem;
import java.util.List;

/** Makes the exceptions of this package. */
final class Failure {

    private Failure() {}

    static ImportException of(String file, Code code, String message, String advice) {
        return ImportException.of(file, List.of(Problem.ofFile(code, message, advice)));
    }

    static ImportException of(String file, Code code, String message, Throwable cause) {
        return ImportException.of(file, List.of(Problem.ofFile(code, message, "")), cause);
    }

    /** A limit is exceeded; the message names the limit and how to raise it. */
    static ImportException overLimit(String file, String what, long found, String limit, long value) {
        return of(
                file,
                Code.LIMIT,
                what + ": " + found + ", the limit is " + value,
                "Raise it with --limit " + limit + "=" + found + " if you trust the file");
    }
}
