package io.github.kerasjvm.read;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a scalar without quotes means, as PyYAML reads it (yaml/resolver.py and yaml/constructor.py): YAML 1.1, where
 * {@code yes} is true, {@code 010} is eight, and {@code 1e-5} without a point is text. Keras wrote its YAML with it.
 */
final class YamlScalar {

    /** Longer ones are text: no number that Keras writes is near. Keeps the patterns below within the thread's stack. */
    private static final int LONGEST_WORD = 400;

    private static final Pattern NULL = Pattern.compile("~|null|Null|NULL|");
    private static final Pattern TRUE = Pattern.compile("yes|Yes|YES|true|True|TRUE|on|On|ON");
    private static final Pattern FALSE = Pattern.compile("no|No|NO|false|False|FALSE|off|Off|OFF");
    private static final Pattern WHOLE =
            Pattern.compile("([-+]?)(?:0b([01_]+)|0x([0-9a-fA-F_]+)|0([0-7_]+)|(0|[1-9][0-9_]*))");
    private static final Pattern FLOAT =
            Pattern.compile("[-+]?[0-9][0-9_]*\\.[0-9_]*(?:[eE][-+][0-9]+)?" + "|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?");
    private static final Pattern INFINITE = Pattern.compile("([-+]?)\\.(?:inf|Inf|INF)");
    private static final Pattern NO_NUMBER = Pattern.compile("\\.(?:nan|NaN|NAN)");
    /** Numbers of base 60, dates, and the words for merging and for a default value. */
    private static final Pattern NOT_READ =
            Pattern.compile("[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\\.[0-9_]*)?" + "|[0-9]{4}-[0-9]{2}-[0-9]{2}"
                    + "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \\t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}.*" + "|<<|=");

    private static final List<Integer> RADIXES = List.of(2, 16, 8, 10);

    private YamlScalar() {}

    /**
     * The JSON of a scalar without quotes and without a tag.
     *
     * @param text the scalar
     * @return its JSON; null if it means a date or the like, which no architecture has
     */
    static String json(String text) {
        if (text.length() > LONGEST_WORD) {
            return quoted(text);
        }
        if (NOT_READ.matcher(text).matches()) {
            return null;
        }
        if (NULL.matcher(text).matches()) {
            return "null";
        }
        String known = truth(text);
        known = known == null ? whole(text) : known;
        known = known == null ? real(text) : known;
        return known == null ? quoted(text) : known;
    }

    /** {@code true} or {@code false}; null for other words. */
    static String truth(String text) {
        if (TRUE.matcher(text).matches()) {
            return "true";
        }
        return FALSE.matcher(text).matches() ? "false" : null;
    }

    /** A whole number in base 10; null for other words. */
    static String whole(String text) {
        Matcher matcher = WHOLE.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        for (int i = 0; i < RADIXES.size(); i++) {
            String digits = matcher.group(2 + i);
            if (digits != null) {
                String plain = digits.replace("_", "");
                return plain.isEmpty() ? null : new BigInteger(matcher.group(1) + plain, RADIXES.get(i)).toString();
            }
        }
        return null;
    }

    /** A number with a point, or what is none; null for other words. */
    static String real(String text) {
        Matcher infinite = INFINITE.matcher(text);
        if (infinite.matches()) {
            return infinite.group(1).equals("-") ? "-Infinity" : "Infinity";
        }
        if (NO_NUMBER.matcher(text).matches()) {
            return "NaN";
        }
        return FLOAT.matcher(text).matches()
                ? Double.toString(Double.parseDouble(text.replace("_", "").toLowerCase(Locale.ROOT)))
                : null;
    }

    /** A text as JSON. */
    static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
