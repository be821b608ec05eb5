package io.github.kerasjvm.train.schedule;

/**
 * {@code initial / (1 + rate · step / steps)}.
 *
 * @param initial the rate of the first step
 * @param steps after how many steps {@code rate} is added to the divisor once
 * @param rate what is added
 * @param staircase whether it changes only after whole multiples of {@code steps}
 */
public record InverseTimeDecay(float initial, float steps, float rate, boolean staircase) implements Schedule {

    @Override
    public float at(long step) {
        float part = step / steps;
        return initial / (1 + rate * (staircase ? (float) Math.floor(part) : part));
    }
}
