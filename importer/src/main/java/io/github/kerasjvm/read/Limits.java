package io.github.kerasjvm.read;

import java.util.List;

/**
 * How much a file may ask for. Every limit has a default, a name, and an option on the command line
 * ({@code --limit name=value}).
 *
 * @param arrayBytes bytes of one array after conversion to float32
 * @param totalBytes bytes of all arrays together
 * @param configBytes bytes of a configuration text
 * @param jsonDepth nesting of a configuration text
 * @param entries groups, arrays and archive members in a file
 * @param depth nesting of groups and of models
 * @param layers layers in all models of a file together
 * @param inflateRatio how many times its stored size an array may have; an archive member, a tenth of that
 */
public record Limits(
        long arrayBytes,
        long totalBytes,
        long configBytes,
        int jsonDepth,
        int entries,
        int depth,
        int layers,
        int inflateRatio) {

    /** What suits a server: arrays to 2 GiB, 16 GiB in all, 64 MiB of configuration. */
    public static final Limits DEFAULT = new Limits(2L << 30, 16L << 30, 64L << 20, 400, 200_000, 64, 20_000, 1_000);

    private static final List<String> NAMES = List.of(
            "arrayBytes", "totalBytes", "configBytes", "jsonDepth", "entries", "depth", "layers", "inflateRatio");

    /**
     * Checks that every limit lets something pass.
     *
     * @param arrayBytes bytes of one array after conversion to float32
     * @param totalBytes bytes of all arrays together
     * @param configBytes bytes of a configuration text
     * @param jsonDepth nesting of a configuration text
     * @param entries groups, arrays and archive members in a file
     * @param depth nesting of groups and of models
     * @param layers layers in all models of a file together
     * @param inflateRatio how many times its stored size an array may have; an archive member, a tenth of that
     * @throws IllegalArgumentException if a limit is below 1
     */
    public Limits {
        long least = Math.min(Math.min(arrayBytes, totalBytes), configBytes);
        int fewest = Math.min(Math.min(Math.min(jsonDepth, entries), Math.min(depth, layers)), inflateRatio);
        if (least < 1 || fewest < 1) {
            throw new IllegalArgumentException("a limit is below 1");
        }
    }

    /**
     * The names of all limits, as {@code --limit} takes them.
     *
     * @return the names
     */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * One limit by its name.
     *
     * @param name one of {@link #names()}
     * @return its value
     * @throws IllegalArgumentException if there is no limit of that name
     */
    public long get(String name) {
        return switch (name) {
            case "arrayBytes" -> arrayBytes;
            case "totalBytes" -> totalBytes;
            case "configBytes" -> configBytes;
            case "jsonDepth" -> jsonDepth;
            case "entries" -> entries;
            case "depth" -> depth;
            case "layers" -> layers;
            case "inflateRatio" -> inflateRatio;
            default ->
                throw new IllegalArgumentException(
                        "\"" + name + "\" is not a limit; expected one of " + String.join(", ", NAMES));
        };
    }

    /**
     * The same limits but for one.
     *
     * @param name one of {@link #names()}
     * @param value its value from now on, 1 or more
     * @return the new limits
     * @throws IllegalArgumentException if there is no limit of that name, or it cannot have that value
     */
    public Limits with(String name, long value) {
        get(name);
        boolean isBytes = name.endsWith("Bytes");
        if (value < 1 || (!isBytes && value > Integer.MAX_VALUE)) {
            throw new IllegalArgumentException("limit " + name + " is " + value + "; expected 1 to "
                    + (isBytes ? Long.MAX_VALUE : Integer.MAX_VALUE));
        }
        return new Limits(
                name.equals("arrayBytes") ? value : arrayBytes,
                name.equals("totalBytes") ? value : totalBytes,
                name.equals("configBytes") ? value : configBytes,
                name.equals("jsonDepth") ? (int) value : jsonDepth,
                name.equals("entries") ? (int) value : entries,
                name.equals("depth") ? (int) value : depth,
                name.equals("layers") ? (int) value : layers,
                name.equals("inflateRatio") ? (int) value : inflateRatio);
    }
}
