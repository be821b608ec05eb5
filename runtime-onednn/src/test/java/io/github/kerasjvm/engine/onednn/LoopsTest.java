package io.github.kerasjvm.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.op.Gradients;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Scan;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recurrences large enough for oneDNN, and the way back through them. */
class LoopsTest {

    private static final int BATCH = 24;
    private static final int STEPS = 7;
    private static final int UNITS = 48;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void goBackThroughTime(boolean reversed) {
        OpGraph graph = gradients(reversed);
        Nearness.check(graph, inputs(graph));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void runOnceInEachDirection(boolean reversed) {
        List<String> lines = OneDnnEngine.describe(gradients(reversed));
        assertThat(lines).filteredOn(line -> line.startsWith("loop ")).containsExactly("loop 7", "loop 7");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("  onednn TanhGradient"))
                .hasSize(1);
        assertThat(lines)
                .filteredOn(line -> line.startsWith("  onednn SigmoidGradient"))
                .hasSize(1);
        assertThat(lines).filteredOn(line -> line.startsWith("  java")).isEmpty();
    }

    /** The sum of squares of all that a gated recurrence gives, and its gradients. */
    private static OpGraph gradients(boolean reversed) {
        Ops ops = new Ops();
        Value h = ops.input("h", Shape.of(BATCH, UNITS));
        Value x = ops.input("x", Shape.of(BATCH, STEPS, 2 * UNITS));
        Value u = ops.input("u", Shape.of(UNITS, 2 * UNITS));
        List<Value> results = ops.applyAll(new Scan(step(), 1, 1, reversed), List.of(h, x, u));
        Value sum = ops.add(squares(ops, results.get(0)), squares(ops, results.get(1)));
        return Gradients.of(ops.build(List.of(new OpGraph.Output("loss", sum))), List.of("h", "x", "u"));
    }

    private static Value squares(Ops ops, Value x) {
        List<Integer> all = new ArrayList<>();
        for (int axis = 0; axis < x.shape().rank(); axis++) {
            all.add(axis);
        }
        return ops.reduce(ReduceFunction.SUM, ops.multiply(x, x), all, false);
    }

    /** {@code h' = sigmoid(a) tanh(b) + h / 2}, where {@code [a, b] = x + h u}. */
    private static OpGraph step() {
        Ops ops = new Ops();
        Value h = ops.input("h", Shape.of(BATCH, UNITS));
        Value x = ops.input("x", Shape.of(BATCH, 2 * UNITS));
        Value z = ops.add(x, ops.matmul(h, ops.input("u", Shape.of(UNITS, 2 * UNITS))));
        Value gate = ops.unary(UnaryFunction.SIGMOID, ops.slice(z, 1, 0, UNITS));
        Value candidate = ops.unary(UnaryFunction.TANH, ops.slice(z, 1, UNITS, 2 * UNITS));
        Value next = ops.add(ops.multiply(gate, candidate), ops.multiply(h, ops.constant(0.5)));
        return ops.build(List.of(new OpGraph.Output("h", next), new OpGraph.Output("y", next)));
    }

    private static List<Tensor> inputs(OpGraph graph) {
        Random random = new Random(5);
        List<Tensor> inputs = new ArrayList<>();
        for (OpGraph.Input input : graph.inputs()) {
            float[] numbers = new float[(int) input.value().shape().elements()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = 0.3f * (float) random.nextGaussian();
            }
            inputs.add(Tensor.owning(input.value().shape(), numbers));
        }
        return inputs;
    }
}
