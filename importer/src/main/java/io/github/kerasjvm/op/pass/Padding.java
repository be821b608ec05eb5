package io.github.kerasjvm.op.pass;

import io.github.kerasjvm.op.Convolution;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.Op;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Pad;
import io.github.kerasjvm.op.Pool;
import io.github.kerasjvm.op.PoolFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.op.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Merges a pad of the spatial axes into the convolution or pooling behind it, where the padding of their windows means
 * the same:
 * <ul>
 *   <li>a convolution's counts as 0, so zeros merge;
 *   <li>a maximum's is never looked at, so what cannot be the maximum merges: -∞, and zeros around what is not negative,
 *       as long as every window sees a cell of the input;
 *   <li>an average does not count its padding, but counts the zeros of a pad: never merged, unless no window reaches them.
 * </ul>
 * Padding as wide as the window stays apart, because not every engine takes it.
 */
public record Padding() implements Pass {

    @Override
    public OpGraph apply(OpGraph graph) {
        if (graph.nodes().stream().noneMatch(node -> node.op() instanceof Pad)) {
            return graph;
        }
        Wiring wiring = new Wiring(graph);
        Draft draft = new Draft(graph);
        for (Node node : graph.nodes()) {
            Optional<Node> before = wiring.maker(node.inputs().get(0)).filter(maker -> maker.op() instanceof Pad);
            Optional<Op> merged = before.flatMap(pad -> merged(pad, node, wiring));
            if (merged.isPresent()) {
                List<Value> inputs = new ArrayList<>(node.inputs());
                inputs.set(0, before.get().inputs().get(0));
                draft.make(merged.get(), inputs, node.outputs());
            } else {
                draft.keep(node);
            }
        }
        return draft.finish();
    }

    private static Optional<Op> merged(Node padding, Node node, Wiring wiring) {
        Pad pad = (Pad) padding.op();
        Value x = padding.inputs().get(0);
        if (node.op() instanceof Convolution op && pad.value() == 0) {
            return windows(pad, x, op.layout(), op.windows())
                    .map(windows -> new Convolution(windows, op.groups(), op.layout()));
        }
        if (node.op() instanceof Pool op && op.function() == PoolFunction.MAXIMUM) {
            boolean neverWins =
                    pad.value() == Float.NEGATIVE_INFINITY || pad.value() == 0 && Signs.isNotNegative(x, wiring::maker);
            List<Integer> spatial = op.layout().spatial(x.shape());
            return windows(pad, x, op.layout(), op.windows())
                    .filter(windows -> neverWins && everyWindowSees(windows, spatial))
                    .map(windows -> new Pool(op.function(), windows, op.layout(), op.ties()));
        }
        return Optional.empty();
    }

    /** The windows with the pad in them; empty if it pads batch or channels, or is as wide as a window. */
    private static Optional<List<Window>> windows(Pad pad, Value x, Layout layout, List<Window> windows) {
        int channels = layout.channelAxis(x.shape().rank());
        if (pads(pad, 0) || pads(pad, channels)) {
            return Optional.empty();
        }
        List<Window> wider = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            Window window = windows.get(i);
            int axis = layout.firstSpatialAxis() + i;
            int before = window.before() + pad.before().get(axis);
            int after = window.after() + pad.after().get(axis);
            if (pads(pad, axis) && Math.max(before, after) >= window.span()) {
                return Optional.empty();
            }
            wider.add(new Window(window.size(), window.stride(), window.dilation(), before, after));
        }
        return Optional.of(wider);
    }

    private static boolean pads(Pad pad, int axis) {
        return pad.before().get(axis) + pad.after().get(axis) > 0;
    }

    private static boolean everyWindowSees(List<Window> windows, List<Integer> spatial) {
        for (int i = 0; i < windows.size(); i++) {
            for (int output = 0; output < windows.get(i).output(spatial.get(i)); output++) {
                if (!sees(windows.get(i), output, spatial.get(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean sees(Window window, int output, int input) {
        for (int k = 0; k < window.size(); k++) {
            int position = output * window.stride() - window.before() + k * window.dilation();
            if (position >= 0 && position < input) {
                return true;
            }
        }
        return false;
    }
}
