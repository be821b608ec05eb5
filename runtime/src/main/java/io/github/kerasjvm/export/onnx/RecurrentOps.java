package io.github.kerasjvm.export.onnx;

import io.github.kerasjvm.op.HardSigmoid;
import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.Op;
import io.github.kerasjvm.op.Recurrent;
import io.github.kerasjvm.op.Unary;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** ONNX's own recurrent operators. They want the steps first, an axis for directions, and each kernel transposed. */
final class RecurrentOps {

    static final Order STEPS_FIRST = new Order(List.of(1, 0, 2));

    private static final Set<UnaryFunction> FUNCTIONS =
            Set.of(UnaryFunction.TANH, UnaryFunction.SIGMOID, UnaryFunction.RELU);

    private RecurrentOps() {}

    static void register(Translations translations) {
        translations.on(Recurrent.class, RecurrentOps::recurrent);
    }

    /** Whether the operators know the functions; the loop is written otherwise. */
    static boolean knows(Recurrent op) {
        return knows(op.gates()) && knows(op.activation());
    }

    private static boolean knows(Op function) {
        return function instanceof HardSigmoid
                || function instanceof Unary unary && FUNCTIONS.contains(unary.function());
    }

    private static void recurrent(Recurrent op, Node node, GraphWriter out) {
        Value kernel = input(op, node, "recurrent_kernel");
        int units = kernel.shape().size(0);
        int gates = kernel.shape().size(1) / units;
        List<String> inputs = new ArrayList<>();
        Optional<CountedSteps> counted = CountedSteps.of(op, node, out);
        inputs.add(counted.isPresent() ? counted.get().sequence() : out.in(input(op, node, "x"), STEPS_FIRST));
        inputs.add(matrix(op, input(op, node, "kernel"), units, gates, out));
        inputs.add(matrix(op, kernel, units, gates, out));
        OptionalInt bias = op.input("bias");
        inputs.add(bias.isEmpty() ? "" : biases(op, node.inputs().get(bias.getAsInt()), units, gates, out));
        inputs.add(counted.map(CountedSteps::lengths).orElse(""));
        for (int i = 0; i < op.states() && op.input("state0").isPresent(); i++) {
            inputs.add(out.emit(
                    OnnxNode.of("Unsqueeze", out.natural(input(op, node, "state" + i)), out.integers(List.of(0)))));
        }
        OnnxNode written = OnnxNode.of(operator(op.kind()), inputs).integer("hidden_size", units);
        addAttributes(op, written);
        if (counted.isPresent()) {
            counted.get().give(written);
        } else {
            give(op, node, written, out);
        }
    }

    private static void addAttributes(Recurrent op, OnnxNode written) {
        written.texts("activations", activations(op)).text("direction", op.reversed() ? "reverse" : "forward");
        List<Double> slopes = slopes(op);
        if (!slopes.isEmpty()) {
            written.numbers("activation_alpha", slopes)
                    .numbers(
                            "activation_beta", slopes.stream().map(slope -> 0.5).toList());
        }
        if (op.kind() == Recurrent.Kind.GRU_RESET_AFTER) {
            written.integer("linear_before_reset", 1);
        }
    }

    private static void give(Recurrent op, Node node, OnnxNode written, GraphWriter out) {
        boolean givesSteps = node.outputs().size() > op.states()
                && out.uses().isUsed(node.outputs().get(op.states()));
        List<String> results = new ArrayList<>();
        results.add(givesSteps ? out.fresh("Y") : "");
        for (int i = 0; i < op.states(); i++) {
            boolean isUsed = out.uses().isUsed(node.outputs().get(i));
            results.add(isUsed ? out.fresh(i == 0 ? "Y_h" : "Y_c") : "");
        }
        out.add(written, results);
        for (int i = 0; i < op.states(); i++) {
            if (!results.get(i + 1).isEmpty()) {
                OnnxNode state = OnnxNode.of("Squeeze", results.get(i + 1), out.integers(List.of(0)));
                out.give(node.outputs().get(i), Order.natural(2), state);
            }
        }
        if (givesSteps) {
            OnnxNode steps = OnnxNode.of("Squeeze", results.get(0), out.integers(List.of(1)));
            out.give(node.outputs().get(op.states()), STEPS_FIRST, steps);
        }
    }

    static Value input(Recurrent op, Node node, String name) {
        return node.inputs().get(op.input(name).orElseThrow());
    }

    private static String operator(Recurrent.Kind kind) {
        return switch (kind) {
            case LSTM -> "LSTM";
            case GRU, GRU_RESET_AFTER -> "GRU";
            case SIMPLE -> "RNN";
        };
    }

    /** The functions in ONNX's order: gates, candidate, and for an LSTM what it gives. */
    private static List<Op> functions(Recurrent op) {
        return switch (op.kind()) {
            case LSTM -> List.of(op.gates(), op.activation(), op.activation());
            case GRU, GRU_RESET_AFTER -> List.of(op.gates(), op.activation());
            case SIMPLE -> List.of(op.activation());
        };
    }

    private static List<String> activations(Recurrent op) {
        return functions(op).stream()
                .map(function -> function instanceof Unary unary
                        ? switch (unary.function()) {
                            case TANH -> "Tanh";
                            case SIGMOID -> "Sigmoid";
                            default -> "Relu";
                        }
                        : "HardSigmoid")
                .toList();
    }

    private static List<Double> slopes(Recurrent op) {
        return functions(op).stream()
                .filter(HardSigmoid.class::isInstance)
                .map(function -> ((HardSigmoid) function).slope())
                .toList();
    }

    /** Keras's gates of an LSTM are i, f, c, o, ONNX's i, o, f, c; those of a GRU are the same. */
    private static List<Integer> order(Recurrent op, int gates) {
        return op.kind() == Recurrent.Kind.LSTM
                ? List.of(0, 3, 1, 2)
                : List.of(0, 1, 2).subList(0, gates);
    }

    /** {@code [rows, gates * units]} as {@code [1, gates * units, rows]}. */
    private static String matrix(Recurrent op, Value kernel, int units, int gates, GraphWriter out) {
        Tensor fixed = out.constant(kernel);
        if (fixed != null) {
            return out.floats(arranged(fixed, units, order(op, gates)));
        }
        String turned = out.in(kernel, Order.swapped(2));
        String ordered = out.emit(
                OnnxNode.of("Gather", turned, places(op, units, gates, out)).integer("axis", 0));
        return out.emit(OnnxNode.of("Unsqueeze", ordered, out.integers(List.of(0))));
    }

    private static Tensor arranged(Tensor kernel, int units, List<Integer> order) {
        int rows = kernel.shape().size(0);
        int width = units * order.size();
        float[] values = new float[rows * width];
        for (int gate = 0; gate < order.size(); gate++) {
            for (int unit = 0; unit < units; unit++) {
                for (int row = 0; row < rows; row++) {
                    values[(gate * units + unit) * rows + row] =
                            kernel.get(row * width + order.get(gate) * units + unit);
                }
            }
        }
        return Tensor.owning(Shape.of(1, width, rows), values);
    }

    private static String places(Recurrent op, int units, int gates, GraphWriter out) {
        List<Integer> places = new ArrayList<>();
        for (int gate : order(op, gates)) {
            for (int unit = 0; unit < units; unit++) {
                places.add(gate * units + unit);
            }
        }
        return out.integers(places);
    }

    /** One bias for each kernel, {@code [1, 2 * gates * units]}. */
    private static String biases(Recurrent op, Value bias, int units, int gates, GraphWriter out) {
        int width = units * gates;
        boolean both = bias.shape().rank() == 2;
        Tensor fixed = out.constant(bias);
        if (fixed == null) {
            String ordered = both
                    ? out.natural(bias)
                    : out.emit(OnnxNode.of("Gather", out.natural(bias), places(op, units, gates, out)));
            String flat = both ? ordered : out.emit(concatenated(ordered, width, out));
            return out.emit(OnnxNode.of("Reshape", flat, out.integers(List.of(1, 2 * width))));
        }
        float[] values = new float[2 * width];
        for (int i = 0; i < fixed.elements(); i++) {
            int gate = order(op, gates).get(i % width / units);
            values[i] = fixed.get(both ? i : gate * units + i % units);
        }
        return out.floats(Tensor.owning(Shape.of(1, 2 * width), values));
    }

    private static OnnxNode concatenated(String bias, int width, GraphWriter out) {
        return OnnxNode.of("Concat", bias, out.floats(Tensor.filled(Shape.of(width), 0)))
                .integer("axis", 0);
    }
}
