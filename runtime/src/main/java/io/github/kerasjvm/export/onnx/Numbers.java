package io.github.kerasjvm.export.onnx;

import io.github.kerasjvm.precision.NumberFormat;
import io.github.kerasjvm.precision.Range;
import java.util.Map;

/**
 * What the numbers of an ONNX file are written as.
 *
 * @param format the format
 * @param ranges for int8, between which numbers values of the graph lie, by their numbers, for those that
 *     {@link OnnxWriter#measured} asks for. A convolution or product both of whose sides are known computes in int8;
 *     convolutions stay in float32 otherwise, and products measure each row as it comes. Empty for other formats
 */
public record Numbers(NumberFormat format, Map<Integer, Range> ranges) {

    /** Keras's own. */
    public static final Numbers FLOAT32 = of(NumberFormat.FLOAT32);

    /** Keeps its own copy. */
    public Numbers {
        ranges = Map.copyOf(ranges);
    }

    /**
     * A format without ranges.
     *
     * @param format the format
     * @return the numbers
     */
    public static Numbers of(NumberFormat format) {
        return new Numbers(format, Map.of());
    }

    /** What the step of a loop is written in: its values are not those of the graph around it, so none is measured. */
    Numbers ofSteps() {
        return format == NumberFormat.INT8 ? FLOAT32 : this;
    }
}
