package io.github.kerasjvm.export.onnx;

import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.precision.Int8Array;
import io.github.kerasjvm.precision.NumberFormat;
import io.github.kerasjvm.precision.Range;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes int8. What a measured convolution takes and gives is rounded by QuantizeLinear and brought back by
 * DequantizeLinear at once, and so are its weights; what runs the file draws these together into whole numbers. A product
 * is one of whole numbers in the file already (MatMulInteger): its input is rounded by the range that was measured, or its
 * rows are measured as they come, each on its own, so that no row depends on those beside it, as it would with
 * DynamicQuantizeLinear.
 */
final class Quantizer {

    /** What the greatest size of a row is divided by where it may be negative: 1 to 255 around 128. */
    private static final int AROUND = 127;
    /** The same where it may not. */
    private static final int ABOVE = 255;

    private final GraphWriter out;
    private final Initializers initializers;
    private final Quantizable graph;
    private final boolean isOn;
    private final Map<Integer, Range> ranges = new HashMap<>();
    private final Set<Node> measured = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Node> measuring = Collections.newSetFromMap(new IdentityHashMap<>());
    /** The values at the sides of convolutions, which are rounded when they are made. */
    private final Set<Integer> rounded = new HashSet<>();

    Quantizer(OpGraph graph, Numbers numbers, GraphWriter out, Initializers initializers) {
        this.out = out;
        this.initializers = initializers;
        this.graph = new Quantizable(graph);
        isOn = numbers.format() == NumberFormat.INT8;
        if (isOn) {
            this.graph.nodes().forEach(node -> choose(node, numbers.ranges()));
        }
    }

    private void choose(Node node, Map<Integer, Range> known) {
        List<Value> sides = graph.sides(node);
        if (sides.stream().allMatch(side -> known.containsKey(graph.origin(side).id()))) {
            measured.add(node);
            sides.forEach(
                    side -> ranges.put(side.id(), known.get(graph.origin(side).id())));
            if (!graph.isProduct(node)) {
                sides.forEach(side -> rounded.add(side.id()));
            }
        } else if (graph.isProduct(node)) {
            measuring.add(node);
        }
    }

    /** Refuses to write a file in int8 that would be one in float32. */
    void requireWork() {
        if (isOn && measured.isEmpty() && measuring.isEmpty()) {
            String what = graph.nodes().isEmpty()
                    ? "there is no convolution between layers and no product by a fixed matrix of 4096 or more"
                    : "convolutions need samples of the inputs, and there is no product by a fixed matrix of 4096 or more";
            throw new IllegalArgumentException("int8 has nothing to round: " + what);
        }
    }

    /** Whether a node takes a kernel in int8, brought back to float32 in the file. */
    boolean isMeasured(Node node) {
        return measured.contains(node);
    }

    /** Whether a product computes in int8. */
    boolean takes(Node node) {
        return measured.contains(node) || measuring.contains(node);
    }

    /** Whether a value is rounded as soon as it is made. */
    boolean rounds(Value value) {
        return rounded.contains(value.id());
    }

    /** Rounds a value that has just been made; gives its name from now on. */
    String round(Value value, String name) {
        Range range = ranges.get(value.id());
        String scale = initializers.single(range.scale());
        String zero = initializers.uint8(range.zeroPoint());
        String bytes = out.emit(OnnxNode.of("QuantizeLinear", name, scale, zero));
        return out.emit(OnnxNode.of("DequantizeLinear", bytes, scale, zero));
    }

    /**
     * The names of a measured convolution's kernel and bias, both rounded and brought back.
     *
     * @param order the order of the kernel's axes
     * @param bias the bias, null if there is none
     */
    List<String> weights(Node node, Order order, Value bias) {
        float step = ranges.get(node.inputs().get(0).id()).scale();
        Value kernel = node.inputs().get(1);
        Tensor arranged = order.arrange(out.constant(kernel));
        Tensor added = bias == null ? null : out.constant(bias);
        Int8Array array = Int8Array.of(arranged, 0, added == null ? new float[0] : leastScales(added, step));
        List<String> names = new ArrayList<>(List.of(back(out.nameOf(kernel), array, 0)));
        if (bias != null) {
            names.add(bias(out.nameOf(bias), added, step, array.scales()));
        }
        return names;
    }

    /** So large that the bias stays below 2^30 in steps of input times kernel, with a kernel of zeros, too. */
    private static float[] leastScales(Tensor bias, float step) {
        float[] least = new float[bias.elements()];
        for (int i = 0; i < least.length; i++) {
            least[i] = Math.abs(bias.get(i)) / step / (1 << 30);
        }
        return least;
    }

    /** The name of a weight brought back to float32. */
    private String back(String name, Int8Array array, int axis) {
        String scales = initializers.floats(name + "/scale", vector(array.scales()));
        String whole = initializers.int8(name, array.shape(), array.values());
        return out.emit(OnnxNode.of("DequantizeLinear", whole, scales).integer("axis", axis));
    }

    /** The name of a bias as whole numbers of 32 bits, in the steps that sums of products have, back in float32. */
    private String bias(String name, Tensor bias, float step, float[] scales) {
        int[] values = new int[bias.elements()];
        float[] steps = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            steps[i] = step * scales[i];
            values[i] = (int) Math.rint(bias.get(i) / steps[i]);
        }
        String scale = initializers.floats(name + "/scale", vector(steps));
        return out.emit(OnnxNode.of("DequantizeLinear", initializers.int32(name, values), scale)
                .integer("axis", 0));
    }

    /**
     * The node that gives a product, of whole numbers in the file already (MatMulInteger), so that nothing but the input is
     * rounded.
     *
     * @param x the name of the first factor
     * @param matrix the second as it is to be written
     */
    OnnxNode product(Node node, String x, Tensor matrix) {
        String name = out.nameOf(node.inputs().get(1));
        Int8Array array = Int8Array.of(matrix, 1);
        return isMeasured(node) ? measured(node, x, name, array) : measuring(node, x, name, array);
    }

    private OnnxNode measured(Node node, String x, String name, Int8Array array) {
        Range range = ranges.get(node.inputs().get(0).id());
        String zero = initializers.uint8(range.zeroPoint());
        String sums = sums(x, initializers.single(range.scale()), zero, name, array);
        float[] steps = array.scales().clone();
        for (int i = 0; i < steps.length; i++) {
            steps[i] *= range.scale();
        }
        return OnnxNode.of("Mul", sums, initializers.floats(name + "/scale", vector(steps)));
    }

    /**
     * A product that measures its rows as they come: {@code scale = max|row| / 127}, {@code q = round(row / scale) + 128};
     * where no element can be negative {@code scale = max / 255}, {@code q = round(row / scale)}. A row of zeros has the
     * least normal float for its scale.
     */
    private OnnxNode measuring(Node node, String x, String name, Int8Array array) {
        Value input = node.inputs().get(0);
        boolean isPositive = graph.isNotNegative(input);
        String last = out.integers(List.of(input.shape().rank() - 1));
        String sizes = isPositive ? x : out.emit(OnnxNode.of("Abs", x));
        String largest = out.emit(OnnxNode.of("ReduceMax", sizes, last).integer("keepdims", 1));
        String divided = out.emit(OnnxNode.of("Div", largest, initializers.single(isPositive ? ABOVE : AROUND)));
        String scale = out.emit(OnnxNode.of("Max", divided, initializers.single(Float.MIN_NORMAL)));
        String steps = out.emit(OnnxNode.of("Div", x, scale));
        String zero = initializers.uint8(isPositive ? 0 : AROUND + 1);
        String ofRows = out.emit(OnnxNode.of("Mul", sums(steps, initializers.single(1), zero, name, array), scale));
        return OnnxNode.of("Mul", ofRows, initializers.floats(name + "/scale", vector(array.scales())));
    }

    /** The name of the sums of products of whole numbers, as floats. */
    private String sums(String x, String scale, String zero, String name, Int8Array array) {
        String bytes = out.emit(OnnxNode.of("QuantizeLinear", x, scale, zero));
        String matrix = initializers.int8(name, array.shape(), array.values());
        String sums = out.emit(OnnxNode.of("MatMulInteger", bytes, matrix, zero));
        // TensorProto.FLOAT is 1.
        return out.emit(OnnxNode.of("Cast", sums).integer("to", 1));
    }

    private static Tensor vector(float[] values) {
        return Tensor.owning(Shape.of(values.length), values);
    }
}
