package io.github.kerasjvm.op;

/** Where the gradient of a largest element goes if several are equally large. */
public enum Ties {
    /** To the first in row-major order, as on TensorFlow and JAX. */
    FIRST,
    /** To each of them the whole, as on Theano (theano/tensor/signal/pool.py, MaxPoolGrad). */
    EACH
}
