package io.github.kerasjvm.read;

import java.util.List;

/**
 * How much a file may ask for. Every limit has a default, a name, and an option on the command line
 * ({@code --limit name=value}).
 *
 * @param arrayBytes bytes of one array
 * @param totalBytes bytes of all arrays together
 * @param configBytes bytes of a configuration text
 * @param jsonDepth nesting of a configuration text
 * @param entries groups, arrays and archive members in a file
 * @param depth nesting of groups
 * @param inflateRatio how many times its stored size an archive member or array may have
 */
public record Limits(
        long arrayBytes,
        long totalBytes,
        long configBytes,
        long jsonDepth,
        long entries,
        long depth,
        long inflateRatio) {

    /** What suits a server: arrays to 2 GiB, 16 GiB in all, 64 MiB of configuration. */
    public static final Limits DEFAULT = new Limits(2L << 30, 16L << 30, 64L << 20, 400, 200_000, 64, 200);

    /** The names of the limits. */
    public static final List<String> NAMES =
            List.of("arrayBytes", "totalBytes", "configBytes", "jsonDepth", "entries", "depth", "inflateRatio");

    /**
     * The same limits with another value for one.
     *
     * @param name one of {@link #NAMES}
     * @param value the value, 1 or more
     * @return the limits
     * @throws IllegalArgumentException if there is no such limit or the value is below 1
     */
    public Limits with(String name, long value) {
        int index = NAMES.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "there is no limit " + name + "; there are: " + String.join(", ", NAMES));
        }
        if (value < 1) {
            throw new IllegalArgumentException("limit " + name + " is " + value + ", expected 1 or more");
        }
        long[] v = {arrayBytes, totalBytes, configBytes, jsonDepth, entries, depth, inflateRatio};
        v[index] = value;
        return new Limits(v[0], v[1], v[2], v[3], v[4], v[5], v[6]);
    }
}
