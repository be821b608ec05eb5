package io.github.kerasjvm.train.fit;

import java.util.Optional;
import java.util.SplittableRandom;

/** The order of rows in an epoch: the same for the same seed and epoch, whatever came before. */
final class RowOrder {

    /** An odd constant that spreads the numbers of epochs over all seeds, 2⁶⁴ divided by the golden ratio. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private RowOrder() {}

    static int[] of(int rows, Optional<Long> seed, int epoch) {
        int[] order = new int[rows];
        for (int i = 0; i < rows; i++) {
            order[i] = i;
        }
        if (seed.isPresent()) {
            SplittableRandom random = new SplittableRandom(seed.get() + (epoch + 1) * SPREAD);
            for (int i = rows - 1; i > 0; i--) {
                int other = random.nextInt(i + 1);
                int row = order[i];
                order[i] = order[other];
                order[other] = row;
            }
        }
        return order;
    }
}
