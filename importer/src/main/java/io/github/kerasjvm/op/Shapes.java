package io.github.kerasjvm.op;

import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/** Rules about shapes that several operations share. */
final class Shapes {

    private Shapes() {}

    /** NumPy's broadcasting of two shapes. */
    static Shape broadcast(Shape a, Shape b) {
        int rank = Math.max(a.rank(), b.rank());
        int[] sizes = new int[rank];
        for (int i = 1; i <= rank; i++) {
            int left = i <= a.rank() ? a.size(-i) : 1;
            int right = i <= b.rank() ? b.size(-i) : 1;
            require(
                    left == right || left == 1 || right == 1 || left == Shape.ANY || right == Shape.ANY,
                    "shapes %s and %s cannot be broadcast together",
                    a,
                    b);
            sizes[rank - i] = left == 1 || left == Shape.ANY && right > 1 ? right : left;
        }
        return Shape.of(sizes);
    }

    /** The output of a window that moves over the spatial axes. */
    static Shape windowed(Shape input, List<Window> windows, Layout layout, int channels) {
        require(
                input.rank() == windows.size() + 2 && input.isKnownFrom(1),
                "%s windows on an input of shape %s",
                windows.size(),
                input);
        List<Integer> spatial = layout.spatial(input);
        int[] sizes = new int[windows.size()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = windows.get(i).output(spatial.get(i));
        }
        return layout.shape(input.size(0), Shape.of(sizes).toList(), channels);
    }

    /** The shape of the first input, which must have the axis. */
    static List<Shape> along(int axis, List<Shape> inputs) {
        Shape input = inputs.get(0);
        require(0 <= axis && axis < input.rank(), "axis %s of %s", axis, input);
        return List.of(input);
    }

    static void require(boolean holds, String message, Object... arguments) {
        if (!holds) {
            throw new IllegalArgumentException(String.format(message, arguments));
        }
    }
}
