package io.github.kerasjvm.op;

import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/** Where the channels of an image-like array {@code [batch, …]} stand. */
public enum Layout {
    /** {@code [batch, spatial…, channels]}. */
    CHANNELS_LAST,
    /** {@code [batch, channels, spatial…]}. */
    CHANNELS_FIRST;

    /**
     * The channel axis of an array.
     *
     * @param rank the number of axes, batch and channels included
     * @return 1 or rank - 1
     */
    public int channelAxis(int rank) {
        return this == CHANNELS_FIRST ? 1 : rank - 1;
    }

    /**
     * The first spatial axis of an array; the others follow.
     *
     * @return 1 or 2
     */
    public int firstSpatialAxis() {
        return this == CHANNELS_FIRST ? 2 : 1;
    }

    /**
     * The size of the channel axis.
     *
     * @param shape the shape of an array
     * @return its channels
     */
    public int channels(Shape shape) {
        return shape.size(channelAxis(shape.rank()));
    }

    /**
     * The sizes of the spatial axes.
     *
     * @param shape the shape of an array
     * @return the sizes, outermost first
     */
    public List<Integer> spatial(Shape shape) {
        int first = firstSpatialAxis();
        return shape.toList().subList(first, first + shape.rank() - 2);
    }

    /**
     * Puts a shape together.
     *
     * @param batch the size of the first axis
     * @param spatial the sizes of the spatial axes, outermost first
     * @param channels the size of the channel axis
     * @return the shape in this layout
     */
    public Shape shape(int batch, List<Integer> spatial, int channels) {
        int rank = spatial.size() + 2;
        int[] sizes = new int[rank];
        sizes[0] = batch;
        sizes[channelAxis(rank)] = channels;
        for (int i = 0; i < spatial.size(); i++) {
            sizes[firstSpatialAxis() + i] = spatial.get(i);
        }
        return Shape.of(sizes);
    }

    /**
     * Brings a vector with one number for each channel to a shape that is broadcast over an array of this layout.
     *
     * @param ops where to append
     * @param vector the vector, {@code [channels]}
     * @param rank the number of axes of the array
     * @return the vector, with further axes of size 1 behind it where the channels are not last
     */
    public Value alignChannels(Ops ops, Value vector, int rank) {
        int[] sizes = new int[rank - channelAxis(rank)];
        java.util.Arrays.fill(sizes, 1);
        sizes[0] = vector.shape().size(0);
        return ops.reshape(vector, Shape.of(sizes));
    }
}
