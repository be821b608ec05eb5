package io.github.kerasjvm.op.pass;

import io.github.kerasjvm.op.BatchNormalization;
import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Batch normalisation by fixed vectors, as {@code x * scale + shift}.
 *
 * @param scale a factor for each channel
 * @param shift a summand for each channel
 */
record Affine(double[] scale, double[] shift) {

    /** Of a node; empty if a vector is computed, or a number is not finite. */
    static Optional<Affine> of(BatchNormalization op, Node node, Wiring wiring) {
        List<float[]> vectors = new ArrayList<>();
        for (int i = 1; i < 5; i++) {
            Optional<Tensor> vector = wiring.array(node.inputs().get(i));
            if (vector.isEmpty()) {
                return Optional.empty();
            }
            vectors.add(vector.get().toArray());
        }
        int channels = vectors.get(0).length;
        double[] scale = new double[channels];
        double[] shift = new double[channels];
        for (int i = 0; i < channels; i++) {
            scale[i] = vectors.get(0)[i] / Math.sqrt(vectors.get(3)[i] + op.epsilon());
            shift[i] = vectors.get(1)[i] - vectors.get(2)[i] * scale[i];
        }
        boolean finite = Arrays.stream(scale).allMatch(Double::isFinite)
                && Arrays.stream(shift).allMatch(Double::isFinite);
        return finite ? Optional.of(new Affine(scale, shift)) : Optional.empty();
    }

    boolean shifts() {
        return Arrays.stream(shift).anyMatch(number -> number != 0);
    }

    /** The factors of some channels, one for each place. */
    void factors(int[] channels, double[] factors) {
        for (int i = 0; i < channels.length; i++) {
            factors[i] = scale[channels[i]];
        }
    }

    /** The summands of some channels, one for each place. */
    void summands(int[] channels, double[] summands) {
        for (int i = 0; i < channels.length; i++) {
            summands[i] = shift[channels[i]];
        }
    }
}
