package io.github.kerasjvm.augment;

import java.util.List;
import java.util.SplittableRandom;

/** How far images are moved along one axis: Keras {@code width_shift_range} and {@code height_shift_range}. */
public sealed interface Shift {

    /** Not at all. */
    Shift NONE = new Between(0);

    /**
     * Draws a shift.
     *
     * @param random gives the numbers
     * @param size the size of the image that fractions are meant of
     * @return the shift in positions
     */
    double draw(SplittableRandom random, int size);

    /**
     * Whether anything is drawn.
     *
     * @return false if images are not moved
     */
    default boolean moves() {
        return !equals(NONE);
    }

    /**
     * Evenly between {@code -most} and {@code most}.
     *
     * @param most a fraction of the size below 1, a number of positions from 1 on
     */
    record Between(double most) implements Shift {

        /**
         * Checks the number.
         *
         * @throws IllegalArgumentException if it is not finite or less than 0
         */
        public Between {
            if (!(most >= 0 && Double.isFinite(most))) {
                throw new IllegalArgumentException("a shift is " + most + ", expected 0 or more");
            }
        }

        @Override
        public double draw(SplittableRandom random, int size) {
            return Range.around0(most).draw(random) * (most < 1 ? size : 1);
        }
    }

    /**
     * By a whole number of positions, less than the bound, in either direction.
     *
     * @param bound 1 or more
     */
    record Whole(int bound) implements Shift {

        /**
         * Checks the bound.
         *
         * @throws IllegalArgumentException if it is less than 1
         */
        public Whole {
            if (bound < 1) {
                throw new IllegalArgumentException("a shift is below " + bound + " positions, expected 1 or more");
            }
        }

        @Override
        public double draw(SplittableRandom random, int size) {
            return random.nextInt(bound) * sign(random);
        }
    }

    /**
     * By one of some numbers, in either direction.
     *
     * @param choices the numbers: fractions of the size if all are below 1, else positions
     */
    record OneOf(List<Double> choices) implements Shift {

        /**
         * Keeps its own copy.
         *
         * @throws IllegalArgumentException if there are none, or one is not finite
         */
        public OneOf {
            choices = List.copyOf(choices);
            if (choices.isEmpty() || !choices.stream().allMatch(Double::isFinite)) {
                throw new IllegalArgumentException("a shift is one of " + choices + ", expected finite numbers");
            }
        }

        @Override
        public double draw(SplittableRandom random, int size) {
            boolean fractions = choices.stream().allMatch(choice -> choice < 1);
            return choices.get(random.nextInt(choices.size())) * sign(random) * (fractions ? size : 1);
        }
    }

    private static int sign(SplittableRandom random) {
        return random.nextBoolean() ? 1 : -1;
    }
}
