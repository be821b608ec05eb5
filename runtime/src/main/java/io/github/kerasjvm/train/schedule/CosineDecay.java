package io.github.kerasjvm.train.schedule;

import java.util.Optional;

/**
 * Half a cosine from the initial rate down to {@code alpha} times it; with a warm-up, first a line from the initial rate up
 * to the target in {@code warmupSteps}, then the cosine from the target.
 *
 * @param initial the rate of the first step
 * @param steps how long the cosine takes
 * @param alpha which part of the rate remains at the end
 * @param target the rate after the warm-up; empty without
 * @param warmupSteps how long the warm-up takes
 */
public record CosineDecay(float initial, float steps, float alpha, Optional<Float> target, float warmupSteps)
        implements Schedule {

    @Override
    public float at(long step) {
        if (target.isEmpty()) {
            return decayed(Math.min(step, steps), initial);
        }
        float place = Math.min(step, steps + warmupSteps);
        return place < warmupSteps
                ? (target.get() - initial) * (place / warmupSteps) + initial
                : decayed(place - warmupSteps, target.get());
    }

    private float decayed(float place, float from) {
        float cosine = 0.5f * (1 + (float) Math.cos((float) Math.PI * (place / steps)));
        return from * ((1 - alpha) * cosine + alpha);
    }
}
