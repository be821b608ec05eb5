package io.github.kerasjvm.op;

/** The functions of {@link Unary}. */
public enum UnaryFunction {
    /** {@code -x}. */
    NEGATE,
    /** {@code |x|}. */
    ABSOLUTE,
    /** -1, 0 or 1. */
    SIGN,
    /** {@code e^x}. */
    EXPONENTIAL,
    /** The natural logarithm. */
    LOGARITHM,
    /** The square root. */
    SQUARE_ROOT,
    /** The hyperbolic tangent. */
    TANH,
    /** {@code 1 / (1 + e^-x)}. */
    SIGMOID,
    /** {@code max(x, 0)}; not a number stays so. */
    RELU,
    /** {@code log(1 + e^x)}, without overflow. */
    SOFTPLUS,
    /** The Gauss error function. */
    ERROR_FUNCTION,
    /** The largest whole number that is not above. */
    FLOOR,
    /** The nearest whole number; the even one of two. */
    ROUND,
    /** The sine. */
    SINE,
    /** The cosine. */
    COSINE
}
