package io.github.kerasjvm.read;

import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.problem.Problem;
import java.util.List;
import java.util.Locale;

/**
 * The file at hand and what it may ask for; says what is wrong with it.
 *
 * @param file the file as the user named it, for messages
 * @param limits how much it may ask for
 */
record Source(String file, Limits limits) {

    private static final int QUOTED = 80;

    /** A problem of the file as an exception, to be thrown. */
    ImportException problem(Code code, String message, String advice) {
        return problem(code, message, advice, null);
    }

    /** As {@link #problem(Code, String, String)}, with what a library threw, or null. */
    ImportException problem(Code code, String message, String advice, Throwable cause) {
        return ImportException.of(file, List.of(Problem.ofFile(code, message, advice)), cause);
    }

    /** The file is something else; the text says what, beginning with its article. */
    ImportException notAModel(String what, String advice) {
        return problem(Code.NOT_A_MODEL, "not a Keras model but " + what, advice);
    }

    /** The file is damaged; the advice is the same for every kind of damage. */
    ImportException damaged(String message, Throwable cause) {
        return problem(Code.DAMAGED, message, "Get the file again, or save the model again; compare the sizes.", cause);
    }

    /** The file asks for more than a limit allows. */
    ImportException over(String what, long asked, String limit) {
        long allowed = limits.get(limit);
        String numbers = limit.endsWith("Bytes")
                ? bytes(asked) + "; the limit is " + bytes(allowed)
                : asked + "; the limit is " + allowed;
        return problem(
                Code.LIMIT,
                what + " " + numbers,
                "If you trust the file, raise it with --limit " + limit + "=" + asked);
    }

    /** A number of bytes as a person reads it, {@code 1.5 GiB (1610612736 bytes)}. */
    static String bytes(long bytes) {
        if (bytes < 10_000) {
            return bytes + " bytes";
        }
        String[] units = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
        double value = bytes;
        int unit = -1;
        while (value >= 1024 && unit < units.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s (%d bytes)", value, units[unit], bytes);
    }

    /** A text from the file, safe to print: control characters replaced and the end cut off. */
    static String quoted(String text) {
        StringBuilder plain = new StringBuilder("\"");
        // One by one: places are named for every array, whether or not something turns out to be wrong there.
        for (int i = 0; i < Math.min(text.length(), QUOTED); i++) {
            char c = text.charAt(i);
            plain.append(c < ' ' || c == 0x7f ? '\ufffd' : c);
        }
        return plain.append(text.length() > QUOTED ? "…\"" : "\"").toString();
    }
}
