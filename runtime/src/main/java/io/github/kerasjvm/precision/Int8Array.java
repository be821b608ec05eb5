package io.github.kerasjvm.precision;

import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;

/**
 * A weight in int8, symmetric, with a scale for each channel: {@code scale = max|w| / 127} over the channel, 1 where all
 * are 0, and {@code q = round(w / scale)}, to even, in float32. -128 is not used, so that a number and its negative are
 * as near.
 *
 * @param shape the shape
 * @param values the elements, row-major
 * @param scales the scale of each channel
 */
public record Int8Array(Shape shape, byte[] values, float[] scales) {

    private static final int LARGEST = 127;

    /**
     * A weight in int8.
     *
     * @param weight the weight, all of it finite
     * @param axis the axis of the channels
     * @param least what the scale of each channel is at least; may be empty
     * @return the nearest in int8
     */
    public static Int8Array of(Tensor weight, int axis, float... least) {
        int channels = weight.shape().size(axis);
        int stride = 1;
        for (int i = axis + 1; i < weight.shape().rank(); i++) {
            stride *= weight.shape().size(i);
        }
        float[] scales = new float[channels];
        for (int i = 0; i < weight.elements(); i++) {
            int channel = i / stride % channels;
            scales[channel] = Math.max(scales[channel], Math.abs(weight.get(i)));
        }
        for (int i = 0; i < channels; i++) {
            float scale = Math.max(scales[i] / LARGEST, least.length == 0 ? 0 : least[i]);
            scales[i] = scale == 0 ? 1 : scale;
        }
        byte[] values = new byte[weight.elements()];
        for (int i = 0; i < values.length; i++) {
            double nearest = Math.rint(weight.get(i) / scales[i / stride % channels]);
            values[i] = (byte) Math.max(-LARGEST, Math.min(LARGEST, nearest));
        }
        return new Int8Array(weight.shape(), values, scales);
    }

    /**
     * Whether a weight can be written in int8.
     *
     * @param weight the weight
     * @return false if an element is infinite or no number
     */
    public static boolean holds(Tensor weight) {
        for (int i = 0; i < weight.elements(); i++) {
            if (!Float.isFinite(weight.get(i))) {
                return false;
            }
        }
        return true;
    }
}
