package io.github.kerasjvm.layer.convolutional;

import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Pad;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.op.Window;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** What windows see of an input, laid out as rows: only copies, no sums, so that no number changes. */
final class Patches {

    private Patches() {}

    /**
     * The patches of an input.
     *
     * @param ops where to append
     * @param x the input {@code [batch, …]}
     * @param layout where its channels stand
     * @param windows the window by spatial axis, undilated
     * @return {@code [batch, positions, features]}; the features of a patch are in the order of the input's axes
     */
    static Value of(Ops ops, Value x, Layout layout, List<Window> windows) {
        List<Value> parts = new ArrayList<>();
        Value padded = padded(ops, x, layout, windows);
        collect(ops, padded, layout, windows, 0, parts);
        int channels = layout.channels(x.shape());
        int positions = Math.toIntExact(parts.get(0).shape().with(0, 1).elements()) / channels;
        boolean first = layout == Layout.CHANNELS_FIRST;
        // One value for each place in the window; they come to stand beside the channels.
        Shape apart = first ? Shape.of(Shape.ANY, channels, 1, positions) : Shape.of(Shape.ANY, positions, 1, channels);
        Value joined = ops.concatenate(
                parts.stream().map(part -> ops.reshape(part, apart)).toList(), 2);
        int features = channels * parts.size();
        return first
                ? ops.transpose(ops.reshape(joined, Shape.of(Shape.ANY, features, positions)), List.of(0, 2, 1))
                : ops.reshape(joined, Shape.of(Shape.ANY, positions, features));
    }

    /** Takes, for each place in the window, what all positions of the window have there. */
    private static void collect(Ops ops, Value x, Layout layout, List<Window> windows, int axis, List<Value> parts) {
        if (axis == windows.size()) {
            parts.add(x);
            return;
        }
        Window window = windows.get(axis);
        int at = layout.firstSpatialAxis() + axis;
        int count = (x.shape().size(at) - window.size()) / window.stride() + 1;
        for (int place = 0; place < window.size(); place++) {
            collect(ops, every(ops, x, at, place, window.stride(), count), layout, windows, axis + 1, parts);
        }
    }

    /** Every stride-th position along an axis. */
    private static Value every(Ops ops, Value x, int axis, int begin, int stride, int count) {
        if (stride == 1) {
            return ops.slice(x, axis, begin, begin + count);
        }
        int missing = begin + count * stride - x.shape().size(axis);
        Value enough = missing > 0 ? ops.pad(x, axis, 0, missing) : x;
        Value run = ops.slice(enough, axis, begin, begin + count * stride);
        List<Integer> split = new ArrayList<>(run.shape().toList());
        split.set(0, Shape.ANY);
        split.set(axis, count);
        split.add(axis + 1, stride);
        Value steps = ops.slice(ops.reshape(run, Shape.of(split)), axis + 1, 0, 1);
        return ops.reshape(steps, x.shape().with(axis, count).with(0, Shape.ANY));
    }

    private static Value padded(Ops ops, Value x, Layout layout, List<Window> windows) {
        if (windows.stream().allMatch(window -> window.before() + window.after() == 0)) {
            return x;
        }
        List<Integer> before = windows.stream().map(Window::before).toList();
        List<Integer> after = windows.stream().map(Window::after).toList();
        return ops.apply(
                new Pad(
                        layout.shape(0, before, 0).toList(),
                        layout.shape(0, after, 0).toList(),
                        0),
                x);
    }
}
