package io.github.kerasjvm.precision;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What the weights of a model are written as, and with int8 also what dense layers and convolutions compute with. */
public enum NumberFormat {
    /** 32 bits, as Keras computes: nothing is changed. */
    FLOAT32("float32"),
    /** IEEE 754's 16 bits: 11 bits of mantissa, up to 65504. */
    FP16("fp16"),
    /** The upper half of a float32: 8 bits of mantissa, the range of float32. */
    BF16("bf16"),
    /** Whole numbers of 8 bits, with a scale for each channel. */
    INT8("int8");

    private final String label;

    NumberFormat(String label) {
        this.label = label;
    }

    /**
     * The word for users.
     *
     * @return {@code float32}, {@code fp16}, {@code bf16} or {@code int8}
     */
    public String label() {
        return label;
    }

    /**
     * Whether only weights are stored in it, and computing stays in float32.
     *
     * @return true for fp16 and bf16
     */
    public boolean isSixteenBits() {
        return this == FP16 || this == BF16;
    }

    /**
     * The format of a word.
     *
     * @param label the word
     * @return the format
     * @throws IllegalArgumentException if there is none; the message lists them
     */
    public static NumberFormat of(String label) {
        return Arrays.stream(values())
                .filter(format -> format.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + label + "\" is no precision; expected "
                        + Arrays.stream(values()).map(NumberFormat::label).collect(Collectors.joining(", "))));
    }
}
