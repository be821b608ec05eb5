package io.github.kerasjvm.layer.reshaping;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Pad;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Keras {@code ZeroPadding2D}: zeros around height and width.
 *
 * <p>Takes and gives {@code [batch, height, width, channels]} or {@code [batch, channels, height, width]}.
 *
 * @param before zeros before: top, left
 * @param after zeros after: bottom, right
 * @param layout where the channels stand
 */
public record ZeroPadding2D(List<Integer> before, List<Integer> after, Layout layout) implements UnaryLayer {

    /** How it is read. */
    public static final Kind<ZeroPadding2D> KIND =
            Kind.of(Group.RESHAPING, "ZeroPadding2D", ZeroPadding2D::read).doc("Zeros around height and width");

    private static ZeroPadding2D read(Args args) {
        JsonNode padding = args.get("padding");
        List<Integer> sides = padding.isNull() ? List.of(1, 1, 1, 1) : sides(padding);
        if (sides.size() != 4 || sides.stream().anyMatch(side -> side < 0)) {
            args.report(
                    Code.ARGUMENT_VALUE,
                    "padding",
                    "is %s, expected a number, [height, width] or [[top, bottom], [left, right]]",
                    padding);
            sides = List.of(0, 0, 0, 0);
        }
        return new ZeroPadding2D(
                List.of(sides.get(0), sides.get(2)), List.of(sides.get(1), sides.get(3)), args.layout());
    }

    /** Top, bottom, left, right; empty if the argument has another form. */
    private static List<Integer> sides(JsonNode padding) {
        if (padding.isInt()) {
            return Collections.nCopies(4, padding.intValue());
        }
        List<Integer> sides = new ArrayList<>();
        if (padding.isObject()) { // Keras 1.2: by name, 0 where one is missing
            for (String side : List.of("top_pad", "bottom_pad", "left_pad", "right_pad")) {
                sides.add(padding.path(side).asInt(0));
            }
        }
        boolean isFlat = padding.size() == 4; // Keras 1.2: (top, bottom, left, right)
        for (JsonNode axis : padding.isArray() ? padding : List.<JsonNode>of()) {
            if (axis.isInt()) {
                sides.addAll(Collections.nCopies(isFlat ? 1 : 2, axis.intValue()));
            } else if (axis.size() == 2 && axis.get(0).isInt() && axis.get(1).isInt()) {
                sides.addAll(List.of(axis.get(0).intValue(), axis.get(1).intValue()));
            } else {
                return List.of();
            }
        }
        return sides;
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        if (!problems.require(in.rank() == 4, "needs an input of rank 4, got %s", in)) {
            return Shape.UNKNOWN;
        }
        Shape out = in;
        for (int i = 0; i < 2; i++) {
            int axis = layout.firstSpatialAxis() + i;
            int size = in.size(axis);
            out = out.with(axis, size == Shape.ANY ? size : size + before.get(i) + after.get(i));
        }
        return out;
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        return ops.apply(new Pad(allAxes(before), allAxes(after), 0), x);
    }

    private List<Integer> allAxes(List<Integer> spatial) {
        return layout.shape(0, spatial, 0).toList();
    }
}
