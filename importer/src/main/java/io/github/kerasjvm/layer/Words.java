package io.github.kerasjvm.layer;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the word that a person most likely meant. */
public final class Words {

    private Words() {}

    /**
     * The known word nearest to an unknown one.
     *
     * @param word the unknown word
     * @param known the known words
     * @return the nearest of them within a third of its length in edits; empty text if none is near
     */
    public static String nearest(String word, Collection<String> known) {
        return known.stream()
                .filter(candidate -> distance(word, candidate) <= Math.max(1, candidate.length() / 3))
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .orElse("");
    }

    /**
     * The known words nearest to an unknown one.
     *
     * @param word the unknown word
     * @param known the known words
     * @param most how many to give at most
     * @return those within a third of their length in edits, the nearest first, words of one distance by the alphabet
     */
    public static List<String> nearest(String word, Collection<String> known, int most) {
        return known.stream()
                .filter(candidate -> distance(word, candidate) <= Math.max(1, candidate.length() / 3))
                .sorted(Comparator.comparingInt((String candidate) -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(most)
                .toList();
    }

    /**
     * The name of a class as Keras names objects after it (keras/src/utils/naming.py, {@code to_snake_case}).
     *
     * @param className {@code DepthwiseConv2D}; what stands before a {@code >} does not count
     * @return {@code depthwise_conv2d}
     */
    public static String snakeCase(String className) {
        return className
                .replaceFirst("^.*>", "")
                .replaceAll("\\W+", "")
                .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }

    /** The edit distance of Levenshtein, with a swap of neighbours as one edit. */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                boolean equal = a.charAt(i - 1) == b.charAt(j - 1);
                cost[i][j] =
                        Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + (equal ? 0 : 1));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
