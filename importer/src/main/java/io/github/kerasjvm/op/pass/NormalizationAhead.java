package io.github.kerasjvm.op.pass;

import io.github.kerasjvm.op.BatchNormalization;
import io.github.kerasjvm.op.Binary;
import io.github.kerasjvm.op.BinaryFunction;
import io.github.kerasjvm.op.Convolution;
import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Reshape;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Folds batch normalisation by fixed statistics into all the convolutions and dense layers that take it, also through a
 * reshape that flattens rows before a dense layer: {@code (x * s + t) · k = x · (s * k) + t · k}, in double. Where a
 * convolution pads, its zeros stand behind the shift, so it is only folded when there is none.
 */
public record NormalizationAhead() implements Pass {

    private static final Binary ADD = new Binary(BinaryFunction.ADD);

    @Override
    public OpGraph apply(OpGraph graph) {
        if (graph.nodes().stream().noneMatch(node -> node.op() instanceof BatchNormalization)) {
            return graph;
        }
        Wiring wiring = new Wiring(graph);
        Draft draft = new Draft(graph);
        Map<Integer, Normalized> normalized = new HashMap<>();
        for (Node node : graph.nodes()) {
            Normalized coming = normalized.get(node.inputs().get(0).id());
            if (node.op() instanceof BatchNormalization op) {
                Optional<Normalized> own = Normalized.of(op, node, wiring);
                if (own.isPresent() && own.get().goes(node.outputs().get(0), wiring)) {
                    own.get().follow(node.outputs().get(0), wiring, normalized);
                    draft.replace(node.outputs().get(0), node.inputs().get(0));
                    continue;
                }
            } else if (coming != null && !(node.op() instanceof Reshape)) {
                coming.fold(Linear.of(node, wiring).orElseThrow(), wiring, draft);
                continue;
            }
            draft.keep(node);
        }
        return draft.finish();
    }

    /**
     * What is left out: how the channels of the normalised value lie on the axis that is summed over.
     *
     * @param affine factors and summands
     * @param axis the axis of the channels
     * @param inner how many elements of that axis stand one behind the other for each channel
     * @param bias the name of what the summands were, if it has one
     */
    private record Normalized(Affine affine, int axis, int inner, Optional<String> bias) {

        static Optional<Normalized> of(BatchNormalization op, Node node, Wiring wiring) {
            Optional<String> name =
                    NormalizationBehind.normalized(wiring.name(node.inputs().get(2)));
            return Affine.of(op, node, wiring).map(affine -> new Normalized(affine, op.axis(), 1, name));
        }

        /** Whether everybody who takes a value can do the normalisation. */
        boolean goes(Value value, Wiring wiring) {
            return !wiring.isGiven(value)
                    && !wiring.takers(value).isEmpty()
                    && wiring.takers(value).stream().allMatch(taker -> goes(value, taker, wiring));
        }

        private boolean goes(Value value, Node taker, Wiring wiring) {
            if (taker.op() instanceof Reshape && inner == 1) {
                Optional<Normalized> flat =
                        flattened(value.shape(), taker.outputs().get(0).shape());
                return flat.isPresent() && flat.get().goes(taker.outputs().get(0), wiring);
            }
            return Linear.of(taker, wiring)
                    .filter(linear -> linear.x().equals(value) && linear.axisOfInput() == axis)
                    .filter(linear -> linear.seesInputOnly()
                            || !affine.shifts() && linear.node().op() instanceof Convolution)
                    .isPresent();
        }

        /** The same behind a reshape that makes one axis of all but the rows. */
        private Optional<Normalized> flattened(Shape from, Shape to) {
            boolean flattens = to.rank() == 2
                    && axis > 0
                    && from.isKnownFrom(1)
                    && to.isKnownFrom(1)
                    && from.elementsFrom(1) == to.last();
            int behind = flattens ? (int) from.elementsFrom(axis + 1) : 0;
            return flattens ? Optional.of(new Normalized(affine, 1, behind, bias)) : Optional.empty();
        }

        void follow(Value value, Wiring wiring, Map<Integer, Normalized> normalized) {
            normalized.put(value.id(), this);
            for (Node taker : wiring.takers(value)) {
                if (taker.op() instanceof Reshape) {
                    Value flat = taker.outputs().get(0);
                    flattened(value.shape(), flat.shape()).orElseThrow().follow(flat, wiring, normalized);
                }
            }
        }

        void fold(Linear linear, Wiring wiring, Draft draft) {
            float[] elements = linear.kernel().toArray();
            double[] sums = new double[linear.channels()];
            scaleAndSum(linear, elements, sums);
            Value old = linear.node().inputs().get(1);
            Optional<String> name = NormalizationBehind.normalized(wiring.name(old));
            Value kernel = draft.array(name, Tensor.owning(old.shape(), elements));
            List<Value> inputs = new ArrayList<>(List.of(linear.x(), kernel));
            if (!affine.shifts()) {
                draft.make(linear.node().op(), inputs, linear.node().outputs());
                return;
            }
            float[] numbers = new float[sums.length];
            for (int i = 0; i < sums.length; i++) {
                numbers[i] = (float) sums[i];
            }
            Value product = draft.add(linear.node().op(), linear.x(), kernel);
            Value shift = draft.array(bias, Tensor.owning(linear.aligned(), numbers));
            draft.make(ADD, List.of(product, shift), linear.node().outputs());
        }

        /** Multiplies a kernel by the factors, and adds up what the summands give on their way through it. */
        private void scaleAndSum(Linear linear, float[] elements, double[] sums) {
            Channels inputs = linear.inputs();
            Channels outputs = linear.outputs();
            int[] from = new int[inputs.columns()];
            int[] to = new int[from.length];
            double[] factors = new double[from.length];
            double[] summands = new double[from.length];
            for (int at = 0, row = 0; at < elements.length; at += from.length, row++) {
                if (row == 0 || !inputs.isSameInEveryRow()) {
                    inputs.fill(row, from, channel -> channel / inner % affine.scale().length);
                    affine.factors(from, factors);
                    affine.summands(from, summands);
                }
                if (row == 0 || !outputs.isSameInEveryRow()) {
                    outputs.fill(row, to);
                }
                for (int i = 0; i < from.length; i++) {
                    sums[to[i]] += elements[at + i] * summands[i];
                    elements[at + i] = (float) (elements[at + i] * factors[i]);
                }
            }
        }
    }
}
