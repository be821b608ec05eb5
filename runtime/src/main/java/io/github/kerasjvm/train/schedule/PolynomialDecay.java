package io.github.kerasjvm.train.schedule;

/**
 * {@code (initial - end) (1 - step / steps)^power + end}.
 *
 * @param initial the rate of the first step
 * @param steps when the end is reached
 * @param end the rate at the end
 * @param power the exponent, 1 for a line
 * @param cycle whether, once past it, {@code steps} is multiplied by the next whole number instead of staying at the end
 */
public record PolynomialDecay(float initial, float steps, float end, float power, boolean cycle) implements Schedule {

    @Override
    public float at(long step) {
        float times = step == 0 ? 1 : (float) Math.ceil(step / steps);
        float length = cycle ? steps * times : steps;
        float place = cycle ? step : Math.min(step, steps);
        return (initial - end) * (float) Math.pow(1 - place / length, power) + end;
    }
}
