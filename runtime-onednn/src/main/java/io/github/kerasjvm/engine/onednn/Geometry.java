package io.github.kerasjvm.engine.onednn;

import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Window;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.function.ToLongFunction;
import org.bytedeco.dnnl.dnnl_memory_desc;

/**
 * Windows over images as oneDNN takes them. Its sizes are always {@code [batch, channels, spatial…]}; the strides say where the
 * channels really stand.
 *
 * @param windows the window by spatial axis
 * @param groups how many groups the channels form
 * @param layout where the channels stand
 */
record Geometry(List<Window> windows, int groups, Layout layout) {

    /** How many spatial axes oneDNN knows. */
    private static final int AXES = 3;

    boolean isKnown() {
        return windows.size() <= AXES;
    }

    private long[] each(ToLongFunction<Window> size) {
        return windows.stream().mapToLong(size).toArray();
    }

    long[] kernel() {
        return each(Window::size);
    }

    long[] strides() {
        return each(Window::stride);
    }

    /** oneDNN counts the positions that are left out. */
    long[] dilations() {
        return each(window -> window.dilation() - 1);
    }

    long[] before() {
        return each(Window::before);
    }

    long[] after() {
        return each(Window::after);
    }

    dnnl_memory_desc image(Native library, Shape shape) {
        return library.desc(imageSizes(shape), imageStrides(shape));
    }

    private long[] imageSizes(Shape shape) {
        long[] sizes = new long[shape.rank()];
        sizes[0] = shape.size(0);
        sizes[1] = layout.channels(shape);
        List<Integer> spatial = layout.spatial(shape);
        for (int i = 0; i < spatial.size(); i++) {
            sizes[i + 2] = spatial.get(i);
        }
        return sizes;
    }

    private long[] imageStrides(Shape shape) {
        long[] own = Sizes.strides(Sizes.of(shape));
        long[] strides = new long[own.length];
        strides[0] = own[0];
        strides[1] = own[layout.channelAxis(own.length)];
        for (int i = 2; i < own.length; i++) {
            strides[i] = own[layout.firstSpatialAxis() + i - 2];
        }
        return strides;
    }

    /** The sizes of a kernel {@code [spatial…, in / groups, out]}: {@code [out, in, spatial…]}, with groups in front. */
    long[] kernelSizes(Shape shape) {
        long[] sizes = new long[shape.rank() + (groups > 1 ? 1 : 0)];
        int at = 0;
        if (groups > 1) {
            sizes[at++] = groups;
        }
        sizes[at++] = shape.last() / groups;
        sizes[at++] = shape.size(-2);
        for (int i = 0; at < sizes.length; i++) {
            sizes[at++] = shape.size(i);
        }
        return sizes;
    }

    /** The same kernel as Keras holds it. */
    dnnl_memory_desc kernel(Native library, Shape shape) {
        long[] own = Sizes.strides(Sizes.of(shape));
        long[] strides = new long[shape.rank() + (groups > 1 ? 1 : 0)];
        int at = 0;
        if (groups > 1) {
            strides[at++] = shape.last() / groups;
        }
        strides[at++] = 1;
        strides[at++] = own[own.length - 2];
        for (int i = 0; at < strides.length; i++) {
            strides[at++] = own[i];
        }
        return library.desc(kernelSizes(shape), strides);
    }
}
