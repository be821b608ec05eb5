package io.github.kerasjvm.read;

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
 * @param inflateRatio how many times its stored size an archive member or array may have
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
}
