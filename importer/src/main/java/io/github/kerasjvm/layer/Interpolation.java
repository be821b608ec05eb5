package io.github.kerasjvm.layer;

import io.github.kerasjvm.config.ImageScaling;
import io.github.kerasjvm.layer.lift.Lifted;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;

/**
 * How images are brought to another size. Along each axis every position of the result is a weighted sum of positions of
 * the input, with weights that depend on the sizes alone; so a resize is a product with a fixed matrix for each axis
 * ({@link InterpolationMatrix}), exact on every engine, and its gradient is that of the products.
 *
 * @param method how positions are weighted: {@code nearest}, {@code bilinear}, {@code bicubic}, {@code area},
 *     {@code lanczos3}, {@code lanczos5}, {@code gaussian} or {@code mitchellcubic}
 * @param scaling where the positions of the result lie in the input
 * @param antialias whether the weights are widened where the result is smaller
 */
public record Interpolation(String method, ImageScaling scaling, boolean antialias) {

    /** The most weights of one axis: 8192 to 8192 positions. */
    private static final long MOST_WEIGHTS = 1L << 26;

    private static final String[] METHODS = {
        "nearest", "bilinear", "bicubic", "area", "lanczos3", "lanczos5", "gaussian", "mitchellcubic"
    };

    private static final List<String> OF_JAX = List.of("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5");

    private static final List<String> OF_NEIGHBOURS = List.of("nearest", "bilinear");

    /**
     * Refuses the methods that Keras 3 has no more (keras/src/backend/tensorflow/image.py, {@code RESIZE_INTERPOLATIONS}).
     *
     * @param layer a layer with {@code interpolation} on its way to Keras 3
     */
    public static void lift(Lifted layer) {
        String method = layer.value("interpolation").asText();
        if (method.equals("gaussian") || method.equals("mitchellcubic")) {
            layer.refuse("interpolation", "is " + layer.take("interpolation") + ", which Keras 3 has no more");
        }
    }

    /**
     * Reads the argument {@code interpolation}; what the backend that wrote the file computes in a way that is not known
     * here is reported.
     *
     * @param args the arguments of a layer
     * @param otherwise the method when the file gives none
     * @param antialias the layer's {@code antialias}
     * @return the interpolation
     */
    public static Interpolation read(Args args, String otherwise, boolean antialias) {
        String method = args.word("interpolation", otherwise, METHODS);
        return known(
                args,
                "interpolation",
                new Interpolation(method, args.semantics().imageScaling(), antialias));
    }

    private static Interpolation known(Args args, String argument, Interpolation interpolation) {
        if (!interpolation.isKnown()) {
            args.report(
                    Code.ARGUMENT_UNSUPPORTED,
                    argument,
                    "resizes %s%s, which is not known for what wrote the file",
                    interpolation.method(),
                    interpolation.antialias() ? " with antialias" : "");
        }
        return interpolation;
    }

    private boolean isKnown() {
        return switch (scaling) {
            case CENTRES_BY_TABLE -> true;
            case CENTRES -> OF_JAX.contains(method);
            case CENTRES_OF_NEIGHBOURS, CORNERS -> OF_NEIGHBOURS.contains(method) && !antialias;
            case UNKNOWN -> false;
        };
    }

    /**
     * Bilinear interpolation, as the layers use it that have no argument for it.
     *
     * @param args the arguments of a layer
     * @return the interpolation
     */
    public static Interpolation bilinear(Args args) {
        return known(args, "", new Interpolation("bilinear", args.semantics().imageScaling(), false));
    }

    /**
     * The shape of images of another height and width.
     *
     * @param in the shape of the images
     * @param layout where the channels stand
     * @param size the height and the width of the result, which may be {@link Shape#ANY}
     * @param problems takes what is wrong with the images
     * @return the shape, or {@link Shape#UNKNOWN} where a problem was found
     */
    public Shape output(Shape in, Layout layout, List<Integer> size, Problems problems) {
        if (!problems.require(in.rank() == 4, "needs an input of rank 4, got %s", in)) {
            return Shape.UNKNOWN;
        }
        Shape out = in;
        for (int i = 0; i < size.size(); i++) {
            int axis = layout.firstSpatialAxis() + i;
            if (!problems.require(
                    in.size(axis) != 0 && (long) in.size(axis) * size.get(i) <= MOST_WEIGHTS,
                    "resizes %s positions to %s; the product has to be between 1 and %s",
                    in.size(axis),
                    size.get(i),
                    MOST_WEIGHTS)) {
                return Shape.UNKNOWN;
            }
            out = out.with(axis, size.get(i));
        }
        return out;
    }

    /**
     * Brings the height and the width of images to another size.
     *
     * @param ops where to append
     * @param x images of rank 4 whose sizes are known but for the first
     * @param layout where the channels stand
     * @param size the height and the width of the result
     * @return the images, in the same layout
     */
    public Value resize(Ops ops, Value x, Layout layout, List<Integer> size) {
        int first = layout.firstSpatialAxis();
        Value y = x;
        for (int i = 0; i < size.size(); i++) {
            y = along(ops, y, first + i, size.get(i));
        }
        return y;
    }

    private Value along(Ops ops, Value x, int axis, int size) {
        Shape shape = x.shape();
        Tensor weights = InterpolationMatrix.of(this, shape.size(axis), size);
        if (InterpolationMatrix.isIdentity(weights)) {
            return x;
        }
        int inner = Math.toIntExact(shape.elementsFrom(axis + 1));
        Value rows = ops.reshape(x, Shape.of(Shape.ANY, shape.size(axis), inner));
        Value y;
        if (inner == 1) {
            Value flat = ops.reshape(rows, Shape.of(Shape.ANY, shape.size(axis)));
            y = ops.matmul(flat, ops.constant(weights), false, true);
        } else {
            y = ops.matmul(ops.constant(weights), rows);
        }
        return ops.reshape(y, shape.with(axis, size).with(0, Shape.ANY));
    }
}
