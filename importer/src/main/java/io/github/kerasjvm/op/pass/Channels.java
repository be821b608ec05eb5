package io.github.kerasjvm.op.pass;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Which channel each element of a kernel {@code [rows…, columns]} belongs to, on one side of a linear map.
 *
 * @param inner how many rows there are before they repeat, 1 or more
 * @param columns the size of the last axis
 * @param groups how many groups the columns form; each has channels of its own on the side of the rows
 * @param byColumn whether the columns are the channels, else the rows are
 */
record Channels(int inner, int columns, int groups, boolean byColumn) {

    static Channels columns(int columns) {
        return new Channels(1, columns, 1, true);
    }

    static Channels rows(int inner, int columns, int groups) {
        return new Channels(inner, columns, groups, false);
    }

    /** Whether the channels of the next row are those of any row. */
    boolean isSameInEveryRow() {
        return byColumn || inner == 1;
    }

    /** The channel of each element of a row, in an array that is written again for other rows. */
    void fill(int row, int[] channels) {
        fill(row, channels, IntUnaryOperator.identity());
    }

    /** The same, where several of these channels, as a function says, are one. */
    void fill(int row, int[] channels, IntUnaryOperator joined) {
        if (byColumn) {
            Arrays.setAll(channels, joined);
            return;
        }
        int each = columns / groups;
        for (int group = 0; group < groups; group++) {
            int channel = joined.applyAsInt(group * inner + row % inner);
            Arrays.fill(channels, group * each, (group + 1) * each, channel);
        }
    }
}
