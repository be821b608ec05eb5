package io.github.kerasjvm.train.schedule;

/**
 * {@code initial · rate^(step / steps)}.
 *
 * @param initial the rate of the first step
 * @param steps after how many steps the rate is multiplied once
 * @param rate what it is multiplied by
 * @param staircase whether it changes only after whole multiples of {@code steps}
 */
public record ExponentialDecay(float initial, float steps, float rate, boolean staircase) implements Schedule {

    @Override
    public float at(long step) {
        float part = step / steps;
        return initial * (float) Math.pow(rate, staircase ? (float) Math.floor(part) : part);
    }
}
