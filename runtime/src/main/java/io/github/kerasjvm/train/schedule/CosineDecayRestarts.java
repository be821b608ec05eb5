package io.github.kerasjvm.train.schedule;

/**
 * Half cosines one after the other: period k is {@code first · longer^k} steps long and begins at {@code lower^k} times
 * the initial rate, {@code initial ((1 - alpha) lower^k 0.5 (1 + cos(π f)) + alpha)}.
 *
 * @param initial the rate of the first step
 * @param first how long the first period takes
 * @param longer how much longer each period is than the one before ({@code t_mul})
 * @param lower how much lower each period begins ({@code m_mul})
 * @param alpha which part of the initial rate always remains
 */
public record CosineDecayRestarts(float initial, float first, float longer, float lower, float alpha)
        implements Schedule {

    @Override
    public float at(long step) {
        float done = step / first;
        float restarts;
        float part;
        if (longer == 1) {
            restarts = (float) Math.floor(done);
            part = done - restarts;
        } else {
            restarts = (float) Math.floor((float) Math.log(1 - done * (1 - longer)) / (float) Math.log(longer));
            float power = (float) Math.pow(longer, restarts);
            part = (done - (1 - power) / (1 - longer)) / power;
        }
        float height = (float) Math.pow(lower, restarts);
        float cosine = 0.5f * height * (1 + (float) Math.cos((float) Math.PI * part));
        return initial * ((1 - alpha) * cosine + alpha);
    }
}
