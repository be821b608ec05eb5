package io.github.kerasjvm.benchmarks.compare;

import java.util.Locale;
import java.util.Optional;

/**
 * What came of one file with one importer.
 *
 * @param kind what came of it, in one word
 * @param deviation the largest absolute difference of an output from what Keras computed; not a number where nothing
 *     was compared or the shapes differ
 * @param detail the reason, in one line; for a match the layout of inputs and outputs that gave it, if not Keras's own
 */
record Outcome(Kind kind, double deviation, String detail) {

    private static final String MARK = "keras-jvm-outcome";

    /** What can come of a file. */
    enum Kind {
        /** The numbers are Keras's. */
        MATCH("match"),
        /** It loads; Keras's numbers were not recorded. */
        LOADED("loads"),
        /** It runs, and the numbers are not Keras's. */
        WRONG("wrong numbers"),
        /** It is refused with a reason that is meant for a person. */
        REFUSED("refused"),
        /** Loading ends in another exception. */
        FAILS_LOADING("fails to load"),
        /** It loads, and running it ends in an exception. */
        FAILS_RUNNING("fails to run"),
        /** The JVM ends. */
        CRASHED("crashes the JVM"),
        /** It is not done in time. */
        HUNG("not done in time"),
        /** The comparison itself failed; that says nothing about the importer. */
        NOT_COMPARED("not compared");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    Outcome {
        detail = oneLine(detail);
    }

    static Outcome of(Kind kind, String detail) {
        return new Outcome(kind, Double.NaN, detail);
    }

    /** An exception with the innermost of its causes, which is what names the reason. */
    static Outcome of(Kind kind, Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return of(kind, root.getClass().getSimpleName() + ": " + root.getMessage());
    }

    boolean is(Kind... kinds) {
        for (Kind one : kinds) {
            if (kind == one) {
                return true;
            }
        }
        return false;
    }

    /** The outcome as a worker sends it, in a line of its own. */
    String line() {
        return String.join("\t", MARK, kind.name(), Double.toString(deviation), detail);
    }

    /** Reads what a worker printed; whatever is no outcome was printed by a library. */
    static Optional<Outcome> read(String line) {
        String[] parts = line.split("\t", 4);
        return parts.length == 4 && parts[0].equals(MARK)
                ? Optional.of(new Outcome(Kind.valueOf(parts[1]), Double.parseDouble(parts[2]), parts[3]))
                : Optional.empty();
    }

    /** How far a wrong number is off, for people. */
    String deviationText() {
        return Double.isNaN(deviation) ? "" : String.format(Locale.ROOT, "%.2g", deviation);
    }

    private static String oneLine(String text) {
        String line =
                text.strip().lines().findFirst().orElse("").replace('\t', ' ').strip();
        return line.length() <= 300 ? line : line.substring(0, 300) + "…";
    }
}
