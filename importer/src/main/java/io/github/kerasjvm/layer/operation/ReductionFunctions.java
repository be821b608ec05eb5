package io.github.kerasjvm.layer.operation;

import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Functions that bring axes down to one number. */
final class ReductionFunctions {

    /** More than enough for a product of features; each is an operation of its own. */
    private static final int LARGEST_PRODUCT = 256;

    private ReductionFunctions() {}

    static void register(Functions functions) {
        functions
                .on("Sum math.reduce_sum", call -> reduce(call, ReduceFunction.SUM))
                .on("Mean math.reduce_mean", call -> reduce(call, ReduceFunction.MEAN))
                .on("Max math.reduce_max Amax", call -> reduce(call, ReduceFunction.MAXIMUM))
                .on("Min math.reduce_min Amin", call -> reduce(call, ReduceFunction.MINIMUM))
                .on("Any math.reduce_any", call -> truths(call, ReduceFunction.MAXIMUM))
                .on("All math.reduce_all", call -> truths(call, ReduceFunction.MINIMUM))
                .on("Var math.reduce_variance", ReductionFunctions::variance)
                .on("Std math.reduce_std", call -> call.ops().squareRoot(variance(call)))
                .on("Logsumexp math.reduce_logsumexp", ReductionFunctions::logSumExp)
                .on("Prod math.reduce_prod", ReductionFunctions::product)
                .on("Norm compat.v1.norm norm", ReductionFunctions::norm)
                .on("Normalize math.l2_normalize nn.l2_normalize", ReductionFunctions::normalize)
                .on("Argmax math.argmax", call -> place(call, ReduceFunction.MAXIMUM))
                .on("Argmin math.argmin", call -> place(call, ReduceFunction.MINIMUM))
                .on("Cumsum math.cumsum", ReductionFunctions::cumulativeSum);
    }

    private static List<Integer> axes(OperationCall call, Value x) {
        return call.axes("axis", x.shape());
    }

    private static boolean keepDims(OperationCall call) {
        call.passOver("name");
        return call.flag("keepdims") || call.flag("keep_dims");
    }

    private static Value reduce(OperationCall call, ReduceFunction function) {
        Value x = call.x();
        OperationCall.require(!call.has("initial"), "initial", call.setting("initial"));
        return call.ops().reduce(function, x, axes(call, x), keepDims(call));
    }

    private static Value truths(OperationCall call, ReduceFunction function) {
        Value x = call.x();
        Value truth = ElementwiseFunctions.truth(call.ops(), x);
        return call.ops().reduce(function, truth, axes(call, x), keepDims(call));
    }

    private static Value variance(OperationCall call) {
        Ops ops = call.ops();
        Value x = call.x();
        Value centred = ops.subtract(x, ops.reduce(ReduceFunction.MEAN, x, axes(call, x), true));
        return ops.reduce(ReduceFunction.MEAN, ops.multiply(centred, centred), axes(call, x), keepDims(call));
    }

    private static Value logSumExp(OperationCall call) {
        Ops ops = call.ops();
        Value x = call.x();
        List<Integer> axes = axes(call, x);
        Value top = ops.reduce(ReduceFunction.MAXIMUM, x, axes, true);
        Value sum = ops.reduce(ReduceFunction.SUM, ops.exponential(ops.subtract(x, top)), axes, true);
        Value result = ops.add(ops.logarithm(sum), top);
        return keepDims(call) ? result : ops.reduce(ReduceFunction.SUM, result, axes, false);
    }

    private static Value product(OperationCall call) {
        Ops ops = call.ops();
        Value x = call.x();
        List<Integer> axes = axes(call, x);
        call.passOver("dtype");
        Value product = x;
        for (int axis : axes) {
            int size = product.shape().size(axis);
            OperationCall.require(size > 0 && size <= LARGEST_PRODUCT, "axis", call.setting("axis"));
            Value factor = ops.slice(product, axis, 0, 1);
            for (int i = 1; i < size; i++) {
                factor = ops.multiply(factor, ops.slice(product, axis, i, i + 1));
            }
            product = factor;
        }
        return keepDims(call) ? product : ops.reduce(ReduceFunction.SUM, product, axes, false);
    }

    private static Value norm(OperationCall call) {
        Ops ops = call.ops();
        Value x = call.x();
        String order = call.setting("ord").asText("null");
        List<Integer> axes = axes(call, x);
        boolean euclidean = List.of("null", "euclidean", "2", "2.0").contains(order) || order.equals("fro");
        if (euclidean && (axes.size() == 1 || !order.startsWith("2"))) {
            return ops.squareRoot(ops.reduce(ReduceFunction.SUM, ops.multiply(x, x), axes, keepDims(call)));
        }
        OperationCall.require(
                axes.size() == 1 && (order.equals("1") || order.equals("1.0")), "ord", call.setting("ord"));
        return ops.reduce(ReduceFunction.SUM, ops.unary(UnaryFunction.ABSOLUTE, x), axes, keepDims(call));
    }

    /** {@code x / √max(Σx², epsilon)}; Keras 3 bounds the length itself by epsilon² (nn.py, {@code normalize}). */
    private static Value normalize(OperationCall call) {
        Ops ops = call.ops();
        call.passOver("name");
        Value x = call.x();
        OperationCall.require(call.number("order", 2) == 2, "order", call.setting("order"));
        double epsilon = call.number("epsilon", call.has("order") ? 1e-7 : 1e-12);
        double bound = call.has("order") ? epsilon * epsilon : epsilon;
        List<Integer> axes = call.axes("axis", x.shape());
        Value squares = ops.reduce(ReduceFunction.SUM, ops.multiply(x, x), axes, true);
        return ops.divide(x, ops.squareRoot(ops.maximum(squares, ops.constant(bound))));
    }

    /** The place of the largest, or smallest; of equals the first. */
    private static Value place(OperationCall call, ReduceFunction function) {
        Ops ops = call.ops();
        Value x = call.x();
        call.passOver("output_type", "name");
        OperationCall.require(call.has("axis"), "axis", call.setting("axis"));
        int axis = axes(call, x).get(0);
        Value best = ops.reduce(function, x, List.of(axis), true);
        Value places = ops.select(
                ops.equal(x, best),
                counting(ops, x.shape(), axis),
                ops.constant(x.shape().size(axis)));
        return ops.reduce(ReduceFunction.MINIMUM, places, List.of(axis), keepDims(call));
    }

    /** 0, 1, 2, … along an axis, aligned for broadcasting. */
    static Value counting(Ops ops, Shape shape, int axis) {
        int[] sizes = new int[shape.rank() - axis];
        Arrays.fill(sizes, 1);
        sizes[0] = shape.size(axis);
        float[] values = new float[sizes[0]];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return ops.constant(Tensor.owning(Shape.of(sizes), values));
    }

    /** A product with a triangle of ones along the last axis. */
    private static Value cumulativeSum(OperationCall call) {
        Ops ops = call.ops();
        Value x = call.x();
        call.passOver("dtype", "name");
        OperationCall.require(!call.flag("exclusive") && !call.flag("reverse"), "exclusive", call.setting("exclusive"));
        int axis = call.has("axis") ? axes(call, x).get(0) : 0;
        OperationCall.require(axis > 0 && x.shape().rank() > 1, "axis", call.setting("axis"));
        int size = x.shape().size(axis);
        float[] triangle = new float[size * size];
        for (int i = 0; i < triangle.length; i++) {
            triangle[i] = i / size <= i % size ? 1 : 0;
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < x.shape().rank(); i++) {
            order.add(i);
        }
        Collections.swap(order, axis, order.size() - 1);
        Value sums = ops.matmul(ops.transpose(x, order), ops.constant(Tensor.owning(Shape.of(size, size), triangle)));
        return ops.transpose(sums, order);
    }
}
