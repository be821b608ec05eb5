package io.github.kerasjvm.layer;

import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Window;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** What the windowed layers, convolutions and pooling, have in common: sizes and windows along the spatial axes. */
public final class Windows {

    private Windows() {}

    /**
     * The shape that windows give.
     *
     * @param in the shape of the input, batch and channels included
     * @param layout where the channels stand
     * @param padding how the windows are padded
     * @param sizes positions in the window, by spatial axis
     * @param strides steps of the window, by spatial axis
     * @param dilations steps within the window, by spatial axis
     * @param channels the channels of the result
     * @param problems takes what is wrong with the input
     * @return the shape, or {@link Shape#UNKNOWN} where a problem was found
     */
    public static Shape output(
            Shape in,
            Layout layout,
            Padding padding,
            List<Integer> sizes,
            List<Integer> strides,
            List<Integer> dilations,
            int channels,
            Problems problems) {
        if (!problems.require(
                in.rank() == sizes.size() + 2,
                "needs an input of rank %s, [batch, %s], got %s",
                sizes.size() + 2,
                layout == Layout.CHANNELS_LAST ? "spatial…, channels" : "channels, spatial…",
                in)) {
            return Shape.UNKNOWN;
        }
        List<Integer> spatial = layout.spatial(in);
        int[] result = new int[sizes.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = padding.output(sizes.get(i), strides.get(i), dilations.get(i), spatial.get(i));
            if (!problems.require(
                    result[i] > 0 || result[i] == Shape.ANY,
                    "a window of %s%s does not fit the input %s",
                    sizes,
                    dilations.stream().allMatch(d -> d == 1) ? "" : " with dilation " + dilations,
                    in)) {
                return Shape.UNKNOWN;
            }
        }
        return layout.shape(in.size(0), Shape.of(result).toList(), channels);
    }

    /**
     * The windows for an input.
     *
     * @param in the shape of the input, its spatial sizes known
     * @param layout where the channels stand
     * @param padding how the windows are padded
     * @param sizes positions in the window, by spatial axis
     * @param strides steps of the window, by spatial axis
     * @param dilations steps within the window, by spatial axis
     * @return one window for each spatial axis
     */
    public static List<Window> of(
            Shape in,
            Layout layout,
            Padding padding,
            List<Integer> sizes,
            List<Integer> strides,
            List<Integer> dilations) {
        List<Integer> spatial = layout.spatial(in);
        return IntStream.range(0, sizes.size())
                .mapToObj(i -> padding.window(sizes.get(i), strides.get(i), dilations.get(i), spatial.get(i)))
                .toList();
    }

    /**
     * The padding of a pooling layer, placed as its backend places it.
     *
     * @param args the layer's arguments
     * @return the padding
     */
    public static Padding poolPadding(Args args) {
        Padding padding = args.padding();
        return padding == Padding.SAME && args.semantics().theanoAlignment() ? Padding.SAME_THEANO_POOLING : padding;
    }
}
