package io.github.kerasjvm.train.optimizer;

/** One way of bounding gradients. */
public sealed interface Clip {

    /**
     * Every element is bounded.
     *
     * @param most the largest absolute
     */
    record ByValue(float most) implements Clip {}

    /**
     * The norm of every parameter's gradient is bounded: {@code g · most / max(norm, most)} (TensorFlow
     * {@code clip_by_norm}; keras-3.15 optimizers/base_optimizer.py, {@code _clip_by_norm}).
     *
     * @param most the largest norm
     */
    record ByNorm(float most) implements Clip {}

    /**
     * The norm of all gradients together is bounded: {@code g · most · min(1 / norm, 1 / most)} (TensorFlow
     * {@code clip_by_global_norm}).
     *
     * @param most the largest norm
     */
    record ByGlobalNorm(float most) implements Clip {}

    /**
     * The norm of all gradients together is bounded as Keras 1 to 2.3 do: {@code g · most / norm} if the norm is
     * {@code most} or larger (keras-2.3.1 optimizers.py, {@code clip_norm}).
     *
     * @param most the largest norm
     */
    record ByNormOfAll(float most) implements Clip {}
}
