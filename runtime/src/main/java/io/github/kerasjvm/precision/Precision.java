package io.github.kerasjvm.precision;

import io.github.kerasjvm.tensor.Tensor;
import java.util.List;

/**
 * The precision that somebody asks for. Off is {@link #FLOAT32}, Keras's own. What is lost otherwise,
 * {@code io.github.kerasjvm.verify.PrecisionGate} measures.
 *
 * @param format the numbers
 * @param samples inputs, one tensor for each of the model, from which int8 learns how large the values between layers get:
 *     then convolutions and dense layers compute in int8. Without any, dense layers alone do, each row measured as it comes.
 *     Empty for the other formats.
 */
public record Precision(NumberFormat format, List<Tensor> samples) {

    /** 32 bits, as Keras computes. */
    public static final Precision FLOAT32 = of(NumberFormat.FLOAT32);

    /** Keeps its own list. */
    public Precision {
        samples = List.copyOf(samples);
        if (format != NumberFormat.INT8 && !samples.isEmpty()) {
            throw new IllegalArgumentException("samples are for int8; " + format.label() + " has no use for them");
        }
    }

    /**
     * A precision without samples.
     *
     * @param format the numbers
     * @return the precision
     */
    public static Precision of(NumberFormat format) {
        return new Precision(format, List.of());
    }

    /**
     * Whether it is Keras's own.
     *
     * @return true for float32
     */
    public boolean isFull() {
        return format == NumberFormat.FLOAT32;
    }
}
