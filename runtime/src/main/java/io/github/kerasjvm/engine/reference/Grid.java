package io.github.kerasjvm.engine.reference;

import io.github.kerasjvm.engine.EngineException;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * How an image-like array lies in a buffer, seen with three spatial axes: fewer are filled up in front by axes of size
 * 1.
 *
 * @param batch the size of the batch
 * @param channels how many channels
 * @param depth the size of the first spatial axis
 * @param height the size of the second
 * @param width the size of the third
 * @param channelStride from one channel to the next
 * @param cellStride from one place to the next along the third spatial axis
 */
record Grid(int batch, int channels, int depth, int height, int width, int channelStride, int cellStride) {

    static final int AXES = 3;

    static Grid of(Shape shape, Layout layout) {
        List<Integer> spatial = layout.spatial(shape);
        if (spatial.size() > AXES) {
            throw new EngineException("the reference engine has no windows over more than " + AXES
                    + " spatial axes; an array has the shape " + shape);
        }
        int[] sizes = {1, 1, 1};
        for (int i = 0; i < spatial.size(); i++) {
            sizes[AXES - spatial.size() + i] = spatial.get(i);
        }
        int channels = layout.channels(shape);
        int cells = sizes[0] * sizes[1] * sizes[2];
        boolean last = layout == Layout.CHANNELS_LAST;
        return new Grid(shape.size(0), channels, sizes[0], sizes[1], sizes[2], last ? 1 : cells, last ? channels : 1);
    }

    /** The places of one channel of one image. */
    int cells() {
        return depth * height * width;
    }

    /** From one image to the next. */
    int imageStride() {
        return cells() * channels;
    }

    /** The offset of a place within its image and channel. */
    int cell(int z, int y, int x) {
        return ((z * height + y) * width + x) * cellStride;
    }
}
