package io.github.kerasjvm.op;

/** The functions of {@link Binary}. */
public enum BinaryFunction {
    /** {@code a + b}. */
    ADD,
    /** {@code a - b}. */
    SUBTRACT,
    /** {@code a * b}. */
    MULTIPLY,
    /** {@code a / b}. */
    DIVIDE,
    /** {@code a^b}. */
    POWER,
    /** The larger; not a number if either is not. */
    MAXIMUM,
    /** The smaller; not a number if either is not. */
    MINIMUM,
    /** Whether both are equal. */
    EQUAL,
    /** Whether {@code a > b}. */
    GREATER,
    /** Whether {@code a >= b}. */
    GREATER_OR_EQUAL
}
