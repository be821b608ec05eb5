package io.github.kerasjvm.cli.text;

import java.util.Locale;

/** Numbers of bytes and elements, as Keras writes them. */
public final class Sizes {

    private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB", "PB"};

    private Sizes() {}

    /**
     * A number of bytes, {@code 4.58 MB}.
     *
     * @param bytes the number
     * @return the text
     */
    public static String bytes(long bytes) {
        // Keras 3.15.1 summary_utils.py, readable_memory_size
        double size = bytes;
        int unit = 0;
        while (size >= 1024 && unit < UNITS.length - 1) {
            size /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.2f %s", size, UNITS[unit]);
    }

    /**
     * A whole number with commas, {@code 1,199,882}.
     *
     * @param value the number
     * @return the text
     */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
