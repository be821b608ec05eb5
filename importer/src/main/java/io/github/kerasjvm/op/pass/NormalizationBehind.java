package io.github.kerasjvm.op.pass;

import io.github.kerasjvm.op.BatchNormalization;
import io.github.kerasjvm.op.Binary;
import io.github.kerasjvm.op.BinaryFunction;
import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * Folds batch normalisation by fixed statistics into the convolution or dense layer before it, in double:
 * {@code (x · k + b) * s + t = x · (k * s) + (b * s + t)}.
 */
public record NormalizationBehind() implements Pass {

    private static final Binary ADD = new Binary(BinaryFunction.ADD);

    @Override
    public OpGraph apply(OpGraph graph) {
        if (graph.nodes().stream().noneMatch(node -> node.op() instanceof BatchNormalization)) {
            return graph;
        }
        Wiring wiring = new Wiring(graph);
        Draft draft = new Draft(graph);
        for (Node node : graph.nodes()) {
            if (!(node.op() instanceof BatchNormalization op) || !fold(op, node, wiring, draft)) {
                draft.keep(node);
            }
        }
        return draft.finish();
    }

    /** A linear map, and what is added to its result: {@code bias} by name and elements. */
    private record Biased(Linear linear, Optional<Value> bias, float[] numbers) {

        static Optional<Biased> giving(Value y, Wiring wiring) {
            Optional<Node> maker = wiring.maker(y).filter(node -> wiring.isPassing(y));
            if (maker.isEmpty()) {
                return Optional.empty();
            }
            Optional<Linear> alone = Linear.of(maker.get(), wiring);
            if (alone.isPresent()) {
                return alone.map(linear -> new Biased(linear, Optional.empty(), new float[linear.channels()]));
            }
            if (!maker.get().op().equals(ADD)) {
                return Optional.empty();
            }
            Value a = maker.get().inputs().get(0);
            Value b = maker.get().inputs().get(1);
            return wiring.isFixed(b) ? added(a, b, y, wiring) : added(b, a, y, wiring);
        }

        private static Optional<Biased> added(Value x, Value bias, Value y, Wiring wiring) {
            Optional<Tensor> array = wiring.array(bias);
            Optional<Linear> linear = wiring.maker(x)
                    .filter(node -> wiring.isPassing(x) && x.shape().equals(y.shape()))
                    .flatMap(node -> Linear.of(node, wiring));
            if (array.isEmpty() || linear.isEmpty()) {
                return Optional.empty();
            }
            return linear.get()
                    .perChannel(array.get())
                    .map(numbers -> new Biased(linear.get(), Optional.of(bias), numbers));
        }
    }

    private static boolean fold(BatchNormalization op, Node node, Wiring wiring, Draft draft) {
        Optional<Biased> before = Biased.giving(node.inputs().get(0), wiring)
                .filter(biased -> biased.linear().axis() == op.axis());
        Optional<Affine> affine = Affine.of(op, node, wiring);
        if (before.isEmpty() || affine.isEmpty()) {
            return false;
        }
        Linear linear = before.get().linear();
        Value kernel = linear.node().inputs().get(1);
        Value scaled = draft.array(normalized(wiring.name(kernel)), scaled(linear, affine.get()));
        Value product = draft.add(linear.node().op(), linear.x(), scaled);

        float[] shifted = new float[linear.channels()];
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] = (float) (before.get().numbers()[i] * affine.get().scale()[i]
                    + affine.get().shift()[i]);
        }
        Value origin = before.get().bias().orElse(node.inputs().get(2));
        Value bias = draft.array(normalized(wiring.name(origin)), Tensor.owning(linear.aligned(), shifted));
        draft.make(ADD, List.of(product, bias), node.outputs());
        return true;
    }

    /** The name of an array with the normalisation in it. */
    static Optional<String> normalized(Optional<String> name) {
        return name.map(own -> own + "/normalized");
    }

    private static Tensor scaled(Linear linear, Affine affine) {
        float[] elements = linear.kernel().toArray();
        Channels outputs = linear.outputs();
        int[] channels = new int[outputs.columns()];
        double[] factors = new double[channels.length];
        for (int at = 0, row = 0; at < elements.length; at += channels.length, row++) {
            if (row == 0 || !outputs.isSameInEveryRow()) {
                outputs.fill(row, channels);
                affine.factors(channels, factors);
            }
            multiply(elements, at, factors);
        }
        return Tensor.owning(linear.kernel().shape(), elements);
    }

    /** A method of its own, because the JVM compiles it after a few rows: as a part of the loop it took 15 times as long. */
    private static void multiply(float[] elements, int at, double[] factors) {
        for (int i = 0; i < factors.length; i++) {
            elements[at + i] = (float) (elements[at + i] * factors[i]);
        }
    }
}
