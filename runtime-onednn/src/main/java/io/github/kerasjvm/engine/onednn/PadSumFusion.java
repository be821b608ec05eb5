package io.github.kerasjvm.engine.onednn;

import io.github.kerasjvm.op.Binary;
import io.github.kerasjvm.op.BinaryFunction;
import io.github.kerasjvm.op.Concatenate;
import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.Pad;
import io.github.kerasjvm.op.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The gradient of an array that was cut into parts: each part's gradient is padded with zeros to the whole, and all are added.
 * Where the parts make up the whole, they are put one behind the other instead.
 */
final class PadSumFusion implements Fusion {

    private static final Binary ADD = new Binary(BinaryFunction.ADD);

    @Override
    public void apply(Web web) {
        List<Node> nodes = web.nodes();
        // From the end: the last sum holds the others.
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            if (node.op().equals(ADD) && !web.isClaimed(node)) {
                join(web, node);
            }
        }
    }

    private static void join(Web web, Node sum) {
        List<Node> parts = new ArrayList<>();
        List<Node> pads = new ArrayList<>();
        if (!collect(web, sum, parts, pads)) {
            return;
        }
        int axis = axis((Pad) pads.get(0).op());
        Value y = sum.outputs().get(0);
        pads.sort(Comparator.comparing(node -> before(node, Math.max(axis, 0))));
        int end = 0;
        for (Node pad : pads) {
            if (axis < 0 || axis((Pad) pad.op()) != axis || before(pad, axis) != end) {
                return;
            }
            end += pad.inputs().get(0).shape().size(axis);
        }
        if (end == y.shape().size(axis) && y.shape().elements() >= web.large()) {
            List<Value> inputs = pads.stream().map(pad -> pad.inputs().get(0)).toList();
            List<Node> ordered = web.nodes().stream().filter(parts::contains).toList();
            web.claim(new Work(inputs, List.of(y), ordered, Moves.concatenate(new Concatenate(axis), inputs, y)));
        }
    }

    /** Finds the padded parts of a sum; false if it is a sum of something else, too. */
    private static boolean collect(Web web, Node sum, List<Node> parts, List<Node> pads) {
        for (Value input : sum.inputs()) {
            Optional<Node> maker = web.maker(input);
            boolean fits = maker.isPresent()
                    && !web.isClaimed(maker.get())
                    && web.isInner(input, List.of(sum))
                    && input.shape().equals(sum.outputs().get(0).shape());
            if (!fits) {
                return false;
            }
            if (maker.get().op() instanceof Pad pad && pad.value() == 0) {
                pads.add(maker.get());
                parts.add(maker.get());
            } else if (!maker.get().op().equals(ADD) || !collect(web, maker.get(), parts, pads)) {
                return false;
            }
        }
        parts.add(sum);
        return true;
    }

    /** The only axis that is padded; -1 if there are more. */
    private static int axis(Pad pad) {
        int[] padded = IntStream.range(0, pad.before().size())
                .filter(axis -> pad.before().get(axis) + pad.after().get(axis) > 0)
                .toArray();
        return padded.length == 1 ? padded[0] : -1;
    }

    private static int before(Node node, int axis) {
        return ((Pad) node.op()).before().get(axis);
    }
}
