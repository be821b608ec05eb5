package io.github.kerasjvm.docs;

import io.github.kerasjvm.problem.Code;

/** The page of problem codes, {@code docs/errors.md}. */
final class ErrorsPage {

    private ErrorsPage() {}

    static String text() {
        StringBuilder page = new StringBuilder("""
                # Problems and exit codes

                Printed from the code (`Code`); a test keeps it so. A problem reads

                ```
                <file>: <layer path> (<Class>), <argument>: <what is there>; expected <what>. <what to do>  [KJ-XXX-n]
                ```

                and all problems of a file are reported at once. A code never changes its meaning.

                | exit | meaning |
                |---|---|
                | 0 | done; for `verify`, the numbers agree |
                | 1 | ran, and the answer is no: `verify` found a difference, `validate` found problems |
                | 2 | the command line is wrong |
                | 3 | not a model, or broken |
                | 4 | a sound model that needs what does not run here |
                | 5 | over a limit |
                | 6 | data or output: missing, of the wrong shape, not writable |
                | 7 | the engine or device is not available |
                | 70 | a defect of keras-jvm |

                | code | exit | meaning |
                |---|---|---|
                """);
        for (Code code : Code.values()) {
            page.append("| `")
                    .append(code.id())
                    .append("` | ")
                    .append(exit(code))
                    .append(" | ");
            page.append(code.meaning()).append(" |\n");
        }
        return page.toString();
    }

    private static int exit(Code code) {
        return switch (code.group()) {
            case NOT_A_MODEL, BROKEN -> 3;
            case UNSUPPORTED -> 4;
            case OVER_LIMIT -> 5;
        };
    }
}
