package io.github.kerasjvm.layer;

import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.tensor.Shape;

/**
 * How a file stores the kernel of a convolution, and the way back to {@code [spatial…, in, out]}.
 *
 * @param channelsFirst whether it is stored {@code [out, in, spatial…]}, as Keras 1 does for {@code th} ordering
 * @param flipped whether the spatial axes run backwards, as for Theano's true convolution
 */
public record KernelStorage(boolean channelsFirst, boolean flipped) {

    /**
     * How the file of a layer stores its kernel.
     *
     * @param args the layer's arguments
     * @param layout the layer's layout
     * @return the storage
     */
    public static KernelStorage of(Args args, Layout layout) {
        return new KernelStorage(
                args.semantics().kernelsInLayout() && layout == Layout.CHANNELS_FIRST,
                args.semantics().flippedKernels());
    }

    /**
     * The same weight, stored this way.
     *
     * @param kernel a weight of the shape {@code [spatial…, in, out]}
     * @return the weight with its stored shape and the way back
     */
    public WeightSpec apply(WeightSpec kernel) {
        if (!channelsFirst && !flipped) {
            return kernel;
        }
        Shape used = kernel.shape();
        int positions = Math.toIntExact(used.without(-1).without(-1).elements());
        Shape stored = channelsFirst ? used.without(-1).without(-1).after(used.size(-1), used.size(-2)) : used;
        return kernel.storedAs(stored, values -> restore(values, positions, used.size(-2), used.size(-1)));
    }

    private float[] restore(float[] stored, int positions, int in, int out) {
        float[] used = new float[stored.length];
        for (int position = 0; position < positions; position++) {
            // Reversing every spatial axis reverses the flat order of the positions.
            int from = flipped ? positions - 1 - position : position;
            for (int i = 0; i < in; i++) {
                for (int o = 0; o < out; o++) {
                    int place = channelsFirst ? (o * in + i) * positions + from : (from * in + i) * out + o;
                    used[(position * in + i) * out + o] = stored[place];
                }
            }
        }
        return used;
    }
}
