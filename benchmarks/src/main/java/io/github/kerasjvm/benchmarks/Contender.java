package io.github.kerasjvm.benchmarks;

import io.github.kerasjvm.tensor.Tensor;

/** One way to predict that takes part in a comparison. */
interface Contender extends AutoCloseable {

    /** What it is, with its version. */
    String name();

    /** Predicts all images, as its users would. */
    Tensor predict(Tensor images);

    @Override
    void close();
}
