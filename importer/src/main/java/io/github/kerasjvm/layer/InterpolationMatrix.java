package io.github.kerasjvm.layer;

import io.github.kerasjvm.config.ImageScaling;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;

/**
 * The weights {@code [out, in]} with which an {@link Interpolation} makes the positions of one axis. Where a position
 * lies is computed in float32, in the order of the backend that is followed: it decides which neighbour is the nearest.
 */
final class InterpolationMatrix {

    private final Interpolation interpolation;
    private final int in;
    private final int out;
    private final float[] weights;

    private InterpolationMatrix(Interpolation interpolation, int in, int out) {
        this.interpolation = interpolation;
        this.in = in;
        this.out = out;
        this.weights = new float[Math.multiplyExact(in, out)];
    }

    /** The weights from one size to another. */
    static Tensor of(Interpolation interpolation, int in, int out) {
        InterpolationMatrix matrix = new InterpolationMatrix(interpolation, in, out);
        for (int i = 0; i < out; i++) {
            matrix.fill(i);
        }
        return Tensor.owning(Shape.of(out, in), matrix.weights);
    }

    /** Whether weights leave everything as it is. */
    static boolean isIdentity(Tensor weights) {
        int size = weights.shape().size(0);
        boolean identity = size == weights.shape().size(1);
        for (int i = 0; identity && i < weights.elements(); i++) {
            identity = weights.get(i) == (i % (size + 1) == 0 ? 1 : 0);
        }
        return identity;
    }

    private void fill(int i) {
        switch (interpolation.method()) {
            case "nearest" -> add(i, Math.min((int) Math.floor(onAxis(i)), in - 1), 1);
            case "area" -> area(i);
            case "bilinear" -> {
                if (interpolation.antialias()) {
                    kernel(i, ResamplingKernel.TRIANGLE);
                } else {
                    neighbours(i);
                }
            }
            case "bicubic" -> {
                if (interpolation.antialias() || interpolation.scaling() != ImageScaling.CENTRES_BY_TABLE) {
                    kernel(i, ResamplingKernel.KEYS_CUBIC);
                } else {
                    table(i);
                }
            }
            case "lanczos3" -> kernel(i, ResamplingKernel.LANCZOS3);
            case "lanczos5" -> kernel(i, ResamplingKernel.LANCZOS5);
            case "gaussian" -> kernel(i, ResamplingKernel.GAUSSIAN);
            case "mitchellcubic" -> kernel(i, ResamplingKernel.MITCHELL_CUBIC);
            default -> throw new IllegalStateException(interpolation.method());
        }
    }

    private void add(int i, int position, double weight) {
        weights[i * in + position] += (float) weight;
    }

    /** How many positions of the input make one of the result. */
    private float step() {
        return in / (float) out;
    }

    /** Where the centre of a position lies on the input's axis, whose first position reaches from 0 to 1. */
    private float onAxis(int i) {
        return switch (interpolation.scaling()) {
            case CORNERS -> i * step();
            case CENTRES -> (i + 0.5f) * in / out;
            default -> (i + 0.5f) * step();
        };
    }

    /** Between the two positions around a point; beyond the first and the last centre the edge is repeated. */
    private void neighbours(int i) {
        float point = interpolation.scaling() == ImageScaling.CORNERS ? onAxis(i) : onAxis(i) - 0.5f;
        int below = (int) Math.floor(point);
        float share = point - below;
        add(i, within(below), 1 - share);
        add(i, within(below + 1), share);
    }

    private int within(int position) {
        return Math.max(0, Math.min(position, in - 1));
    }

    /** The cubic kernel of Keys, in steps of 1/1024 (TensorFlow's {@code resize_bicubic_op.cc}). */
    private void table(int i) {
        float point = onAxis(i) - 0.5f;
        int below = (int) Math.floor(point);
        double share = Math.rint((point - below) * 1024f) / 1024;
        double[] taps = {
            ResamplingKernel.KEYS_CUBIC.weight(1 + share),
            ResamplingKernel.KEYS_CUBIC.weight(share),
            ResamplingKernel.KEYS_CUBIC.weight(1 - share),
            ResamplingKernel.KEYS_CUBIC.weight(2 - share)
        };
        normalized(i, below - 1, taps);
    }

    /** A kernel around a point (TensorFlow's {@code scale_and_translate_op.cc}). */
    private void kernel(int i, ResamplingKernel kernel) {
        float point = onAxis(i);
        double widened = interpolation.antialias() ? Math.max(step(), 1) : 1;
        double reach = kernel.radius() * widened;
        int first = Math.max(0, (int) Math.ceil(point - reach - 0.5));
        int last = Math.min(in - 1, (int) Math.floor(point + reach - 0.5));
        double[] taps = new double[Math.max(0, last - first + 1)];
        for (int k = 0; k < taps.length; k++) {
            double distance = Math.abs(first + k + 0.5 - point) / widened;
            taps[k] = distance < kernel.radius() ? kernel.weight(distance) : 0;
        }
        normalized(i, first, taps);
    }

    /** Taps inside the axis, divided by their sum. */
    private void normalized(int i, int first, double[] taps) {
        double sum = 0;
        for (int k = 0; k < taps.length; k++) {
            sum += isInside(first + k) ? taps[k] : 0;
        }
        for (int k = 0; k < taps.length; k++) {
            if (isInside(first + k)) {
                add(i, first + k, taps[k] / sum);
            }
        }
    }

    private boolean isInside(int position) {
        return position >= 0 && position < in;
    }

    /** How much of each position a position of the result covers. */
    private void area(int i) {
        double begin = (double) i * in / out;
        double end = (double) (i + 1) * in / out;
        for (int position = (int) begin; position < Math.min(in, Math.ceil(end)); position++) {
            double covered = Math.min(position + 1, end) - Math.max(position, begin);
            add(i, position, covered * out / in);
        }
    }
}
