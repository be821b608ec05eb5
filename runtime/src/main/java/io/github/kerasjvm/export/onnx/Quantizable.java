package io.github.kerasjvm.export.onnx;

import io.github.kerasjvm.op.Binary;
import io.github.kerasjvm.op.BinaryFunction;
import io.github.kerasjvm.op.Clip;
import io.github.kerasjvm.op.Convolution;
import io.github.kerasjvm.op.MatMul;
import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Pool;
import io.github.kerasjvm.op.PoolFunction;
import io.github.kerasjvm.op.Reshape;
import io.github.kerasjvm.op.Scan;
import io.github.kerasjvm.op.Transpose;
import io.github.kerasjvm.op.Unary;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.op.pass.Signs;
import io.github.kerasjvm.precision.Int8Array;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which nodes of a graph can compute in int8: convolutions and products by fixed matrices, which do nearly all of a net's
 * work. ONNX Runtime has whole numbers in a convolution only if its result is rounded to them, too (a convolution between
 * rounded inputs and a float result took 1.7 times as long as in float32), so a convolution has two values to be measured.
 */
final class Quantizable {

    /** The least elements of a matrix; a product by less gains nothing, and is often the last, whose errors are seen. */
    private static final int LEAST_MATRIX = 4096;

    private final OpGraph graph;
    private final Uses uses;
    private final FixedArrays fixed;
    private final Map<Integer, Node> makers = new HashMap<>();

    Quantizable(OpGraph graph) {
        this.graph = graph;
        uses = new Uses(graph);
        fixed = new FixedArrays(graph);
        graph.nodes().forEach(node -> node.outputs().forEach(value -> makers.put(value.id(), node)));
    }

    /** The nodes that can. */
    List<Node> nodes() {
        return graph.nodes().stream()
                .filter(node -> isProduct(node) || isConvolution(node))
                .toList();
    }

    /** The values that must be known for a node to compute in int8. */
    List<Value> sides(Node node) {
        Value input = node.inputs().get(0);
        return node.op() instanceof Convolution ? List.of(input, end(node)) : List.of(input);
    }

    /** The values to be measured, each once. */
    List<Value> measured() {
        return nodes().stream()
                .flatMap(node -> sides(node).stream())
                .map(this::origin)
                .distinct()
                .toList();
    }

    /** The value whose range stands for that of a value which consists of some of its elements. */
    Value origin(Value value) {
        Value at = value;
        while (makers.containsKey(at.id()) && onlyMoves(makers.get(at.id()))) {
            at = makers.get(at.id()).inputs().get(0);
        }
        return at;
    }

    private static boolean onlyMoves(Node node) {
        return node.op() instanceof Reshape
                || node.op() instanceof Transpose
                || node.op() instanceof Pool pool && pool.function() == PoolFunction.MAXIMUM;
    }

    /** Whether no element of a value can be less than 0. */
    boolean isNotNegative(Value value) {
        return Signs.isNotNegative(value, v -> Optional.ofNullable(makers.get(v.id())));
    }

    /** Whether a node is a product by a fixed matrix. */
    boolean isProduct(Node node) {
        if (!(node.op() instanceof MatMul product) || product.transposeFirst()) {
            return false;
        }
        Tensor matrix = fixedKernel(node);
        return matrix != null && matrix.shape().rank() == 2 && matrix.elements() >= LEAST_MATRIX;
    }

    private boolean isConvolution(Node node) {
        return node.op() instanceof Convolution && fixedKernel(node) != null && !uses.isGiven(end(node));
    }

    /** The kernel of a node whose input is computed, and by no loop; null if it is not fixed or has no form in int8. */
    private Tensor fixedKernel(Node node) {
        Tensor kernel = array(node.inputs().get(1));
        Value input = node.inputs().get(0);
        boolean isLooped =
                makers.containsKey(input.id()) && makers.get(input.id()).op() instanceof Scan;
        boolean fits = kernel != null && array(input) == null && !isLooped && Int8Array.holds(kernel);
        return fits ? kernel : null;
    }

    /** A fixed array, also one that is only moved before it is used. */
    private Tensor array(Value value) {
        Value at = value;
        while (makers.containsKey(at.id())
                && (makers.get(at.id()).op() instanceof Reshape
                        || makers.get(at.id()).op() instanceof Transpose)) {
            at = makers.get(at.id()).inputs().get(0);
        }
        Tensor array = fixed.array(at);
        return array == null ? null : array.reshaped(value.shape());
    }

    /** What a convolution gives with its bias, and cut off by relu or clip: what ONNX Runtime computes in one kernel. */
    private Value end(Node node) {
        Value end = node.outputs().get(0);
        List<Node> next = new ArrayList<>(uses.takers(end));
        if (goesOn(end, next) && isBias(next.get(0))) {
            end = next.get(0).outputs().get(0);
            next = uses.takers(end);
        }
        return goesOn(end, next) && isCut(next.get(0)) ? next.get(0).outputs().get(0) : end;
    }

    private boolean goesOn(Value value, List<Node> takers) {
        return takers.size() == 1 && !uses.isGiven(value);
    }

    private boolean isBias(Node node) {
        return node.op().equals(new Binary(BinaryFunction.ADD))
                && node.inputs().stream().anyMatch(value -> array(value) != null);
    }

    private static boolean isCut(Node node) {
        return node.op() instanceof Clip || node.op() instanceof Unary unary && unary.function() == UnaryFunction.RELU;
    }
}
