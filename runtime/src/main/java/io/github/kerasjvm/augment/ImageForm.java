package io.github.kerasjvm.augment;

import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.tensor.Shape;

/**
 * The form of one image in an array.
 *
 * @param height the number of rows, 1 or more
 * @param width the number of columns, 1 or more
 * @param channels the number of channels, 1 or more
 * @param layout where the channels stand: {@code [height, width, channels]} or {@code [channels, height, width]}
 */
public record ImageForm(int height, int width, int channels, Layout layout) {

    private static final int RANK = 3;

    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if a size is less than 1
     */
    public ImageForm {
        if (height < 1 || width < 1 || channels < 1) {
            throw new IllegalArgumentException("the image has " + height + " rows, " + width + " columns and "
                    + channels + " channels; expected 1 or more of each");
        }
    }

    /**
     * The form of an image of a shape.
     *
     * @param shape the shape without the batch, three known sizes
     * @param layout where its channels stand
     * @return the form
     * @throws IllegalArgumentException if the shape is not that of an image
     */
    public static ImageForm of(Shape shape, Layout layout) {
        if (shape.rank() != RANK || !shape.isKnown()) {
            throw new IllegalArgumentException("rows of the shape " + shape
                    + " are no images; expected [height, width, channels] or [channels, height, width]");
        }
        return layout == Layout.CHANNELS_LAST
                ? new ImageForm(shape.size(0), shape.size(1), shape.size(2), layout)
                : new ImageForm(shape.size(1), shape.size(2), shape.size(0), layout);
    }

    /**
     * The shape of an image.
     *
     * @return the sizes in the order of the layout
     */
    public Shape shape() {
        return layout == Layout.CHANNELS_LAST ? Shape.of(height, width, channels) : Shape.of(channels, height, width);
    }

    /**
     * How many numbers an image has.
     *
     * @return the product of the sizes
     */
    public int elements() {
        return Math.multiplyExact(Math.multiplyExact(height, width), channels);
    }

    /** The channel of a number, counted from the first of the image or of any image before. */
    int channel(int index) {
        return index / channelStride() % channels;
    }

    int channelStride() {
        return layout == Layout.CHANNELS_LAST ? 1 : height * width;
    }

    /** Where the first channel of a position stands. */
    int offset(int row, int column) {
        return (row * width + column) * (layout == Layout.CHANNELS_LAST ? channels : 1);
    }
}
