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
                args.semantics().kernelsOfKeras1() && layout == Layout.CHANNELS_FIRST,
                args.semantics().flippedKernels());
    }

    /**
     * The same weight, stored this way.
     *
     * @param kernel a weight of the shape {@code [spatial…, in, out]}
     * @return the weight with its stored shape and the way back
     */
    public WeightSpec apply(WeightSpec kernel) {
        return channelsFirst || flipped ? kernel.storedAs(form(kernel.shape())) : kernel;
    }

    private WeightSpec.Form form(Shape used) {
        Shape spatial = used.without(-1).without(-1);
        int positions = Math.toIntExact(spatial.elements());
        Shape stored = channelsFirst ? spatial.after(used.size(-1), used.size(-2)) : used;
        return new WeightSpec.Form(stored, values -> restore(values, positions, used.size(-2), used.size(-1)));
    }

    /**
     * The same weight of a convolution over one axis, which Keras 1 stores as that of an image of width 1:
     * {@code [length, 1, in, out]} (1.2) or {@code [out, in, length, 1]} (1.0).
     *
     * @param kernel a weight of the shape {@code [length, in, out]}
     * @return the weight with its stored shapes and the ways back
     */
    public WeightSpec applyKeras1Image(WeightSpec kernel) {
        Shape used = kernel.shape();
        WeightSpec.Form last = new KernelStorage(false, flipped).form(used);
        WeightSpec.Form first = new KernelStorage(true, flipped).form(used);
        return kernel.storedAs(
                new WeightSpec.Form(Shape.of(used.size(0), 1, used.size(1), used.size(2)), last.restore()),
                new WeightSpec.Form(Shape.of(used.size(2), used.size(1), used.size(0), 1), first.restore()));
    }

    private float[] restore(float[] stored, int positions, int in, int out) {
        if (!channelsFirst && !flipped) {
            return stored;
        }
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
