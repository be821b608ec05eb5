package io.github.kerasjvm.engine.onednn;

import io.github.kerasjvm.op.Binary;
import io.github.kerasjvm.op.BinaryFunction;
import io.github.kerasjvm.op.Convolution;
import io.github.kerasjvm.op.MatMul;
import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.Unary;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A convolution or a matrix product with the bias that is added and {@code max(x, 0)} behind it. */
final class BiasFusion implements Fusion {

    private static final Binary ADD = new Binary(BinaryFunction.ADD);
    private static final Unary RELU = new Unary(UnaryFunction.RELU);

    @Override
    public void apply(Web web) {
        for (Node node : web.nodes()) {
            if ((node.op() instanceof Convolution || node.op() instanceof MatMul) && !web.isClaimed(node)) {
                join(web, node);
            }
        }
    }

    private static void join(Web web, Node node) {
        List<Node> parts = new ArrayList<>(List.of(node));
        List<Value> inputs = new ArrayList<>(node.inputs());
        Value y = node.outputs().get(0);
        Optional<Node> added =
                follower(web, y, ADD).filter(add -> bias(node, add).isPresent());
        Optional<Value> bias = added.flatMap(add -> bias(node, add));
        if (added.isPresent()) {
            parts.add(added.get());
            inputs.add(bias.get());
            y = added.get().outputs().get(0);
        }
        Optional<Node> relu = follower(web, y, RELU);
        if (relu.isPresent()) {
            parts.add(relu.get());
            y = relu.get().outputs().get(0);
        }
        if (parts.size() > 1) {
            web.claim(new Work(inputs, List.of(y), parts, kernel(node, bias, relu.isPresent(), y)));
        }
    }

    /** The node of a kind that alone takes a value. */
    private static Optional<Node> follower(Web web, Value value, Object op) {
        return web.takers(value).stream()
                .filter(taker -> taker.op().equals(op) && web.isInner(value, List.of(taker)))
                .findFirst();
    }

    /** What is added, if it is one number for each channel. */
    private static Optional<Value> bias(Node node, Node add) {
        Value y = node.outputs().get(0);
        boolean first = add.inputs().get(0).id() == y.id();
        Value other = add.inputs().get(first ? 1 : 0);
        Value own = add.inputs().get(first ? 0 : 1);
        int rank = y.shape().rank();
        int axis = node.op() instanceof Convolution convolution
                ? convolution.layout().channelAxis(rank)
                : rank - 1;
        boolean fits = own.shape().equals(y.shape())
                && other.id() != y.id()
                && Sizes.isVectorAlong(other.shape(), y.shape(), axis);
        return fits ? Optional.of(other) : Optional.empty();
    }

    private static Work.Kernel kernel(Node node, Optional<Value> bias, boolean relu, Value y) {
        Value a = node.inputs().get(0);
        Value b = node.inputs().get(1);
        return node.op() instanceof Convolution convolution
                ? Convolutions.forward(convolution, a, b, bias, relu, y)
                : Matrices.product((MatMul) node.op(), a, b, bias, relu, y);
    }
}
