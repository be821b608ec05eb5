package io.github.kerasjvm.op;

import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Builds an op graph: each call appends one operation and gives back its value. Not safe to share between threads.
 *
 * <p>Every method throws {@link IllegalArgumentException} if the shapes do not fit the operation.
 */
public final class Ops {

    private final List<OpGraph.Input> inputs = new ArrayList<>();
    private final Map<String, OpGraph.Parameter> parameters = new LinkedHashMap<>();
    private final Map<Tensor, OpGraph.Constant> constants = new LinkedHashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<OpGraph.Output> labels = new ArrayList<>();
    private int values;

    /** Starts an empty graph. */
    public Ops() {}

    /**
     * Declares an input of the graph.
     *
     * @param name its name, unique among the inputs
     * @param shape its shape
     * @return its value
     */
    public Value input(String name, Shape shape) {
        Value value = next(shape);
        inputs.add(new OpGraph.Input(name, value));
        return value;
    }

    /**
     * Declares a trained array. Declared again under the same name it is the same value, as in a shared layer.
     *
     * @param name its name, unique in the graph
     * @param data its elements
     * @param trainable whether training changes it
     * @return its value
     */
    public Value parameter(String name, Tensor data, boolean trainable) {
        return parameters
                .computeIfAbsent(name, key -> new OpGraph.Parameter(key, next(data.shape()), data, trainable))
                .value();
    }

    /**
     * Declares fixed numbers. Equal ones are declared once.
     *
     * @param data the elements
     * @return their value
     */
    public Value constant(Tensor data) {
        return constants
                .computeIfAbsent(data, key -> new OpGraph.Constant(next(key.shape()), key))
                .value();
    }

    /**
     * Declares a fixed number.
     *
     * @param number the number; rounded to float32
     * @return its value, of rank 0
     */
    public Value constant(double number) {
        return constant(Tensor.scalar((float) number));
    }

    /**
     * Appends an operation of one result.
     *
     * @param op the operation
     * @param arguments its inputs
     * @return its result
     */
    public Value apply(Op op, Value... arguments) {
        return applyAll(op, List.of(arguments)).get(0);
    }

    /**
     * Appends an operation.
     *
     * @param op the operation
     * @param arguments its inputs
     * @return its results
     */
    public List<Value> applyAll(Op op, List<Value> arguments) {
        List<Shape> shapes = op.outputs(arguments.stream().map(Value::shape).toList());
        List<Value> results = shapes.stream().map(this::next).toList();
        nodes.add(new Node(op, arguments, results));
        return results;
    }

    /**
     * Gives a value a name under which it can be asked for, such as the path of the layer that it comes from.
     *
     * @param name the name
     * @param value the value
     */
    public void label(String name, Value value) {
        labels.add(new OpGraph.Output(name, value));
    }

    /**
     * Finishes the graph.
     *
     * @param outputs what the graph gives, by name
     * @return the graph
     */
    public OpGraph build(List<OpGraph.Output> outputs) {
        return new OpGraph(
                inputs,
                List.copyOf(parameters.values()),
                List.copyOf(constants.values()),
                nodes,
                outputs,
                labels,
                values);
    }

    private Value next(Shape shape) {
        return new Value(values++, shape);
    }

    /**
     * A function of each element.
     *
     * @param function which
     * @param x the input
     * @return the result
     */
    public Value unary(UnaryFunction function, Value x) {
        return apply(new Unary(function), x);
    }

    /**
     * {@code -x}.
     *
     * @param x the input
     * @return the result
     */
    public Value negate(Value x) {
        return unary(UnaryFunction.NEGATE, x);
    }

    /**
     * {@code e^x}.
     *
     * @param x the input
     * @return the result
     */
    public Value exponential(Value x) {
        return unary(UnaryFunction.EXPONENTIAL, x);
    }

    /**
     * The natural logarithm.
     *
     * @param x the input
     * @return the result
     */
    public Value logarithm(Value x) {
        return unary(UnaryFunction.LOGARITHM, x);
    }

    /**
     * The square root.
     *
     * @param x the input
     * @return the result
     */
    public Value squareRoot(Value x) {
        return unary(UnaryFunction.SQUARE_ROOT, x);
    }

    /**
     * A function of two arrays, broadcast.
     *
     * @param function which
     * @param a the first input
     * @param b the second input
     * @return the result
     */
    public Value binary(BinaryFunction function, Value a, Value b) {
        return apply(new Binary(function), a, b);
    }

    /**
     * {@code a + b}, broadcast.
     *
     * @param a the first input
     * @param b the second input
     * @return the result
     */
    public Value add(Value a, Value b) {
        return binary(BinaryFunction.ADD, a, b);
    }

    /**
     * {@code a - b}, broadcast.
     *
     * @param a the first input
     * @param b the second input
     * @return the result
     */
    public Value subtract(Value a, Value b) {
        return binary(BinaryFunction.SUBTRACT, a, b);
    }

    /**
     * {@code a * b}, broadcast.
     *
     * @param a the first input
     * @param b the second input
     * @return the result
     */
    public Value multiply(Value a, Value b) {
        return binary(BinaryFunction.MULTIPLY, a, b);
    }

    /**
     * {@code a / b}, broadcast.
     *
     * @param a the first input
     * @param b the second input
     * @return the result
     */
    public Value divide(Value a, Value b) {
        return binary(BinaryFunction.DIVIDE, a, b);
    }

    /**
     * {@code a^b}, broadcast.
     *
     * @param a the base
     * @param b the exponent
     * @return the result
     */
    public Value power(Value a, Value b) {
        return binary(BinaryFunction.POWER, a, b);
    }

    /**
     * The larger of both, broadcast.
     *
     * @param a the first input
     * @param b the second input
     * @return the result
     */
    public Value maximum(Value a, Value b) {
        return binary(BinaryFunction.MAXIMUM, a, b);
    }

    /**
     * The smaller of both, broadcast.
     *
     * @param a the first input
     * @param b the second input
     * @return the result
     */
    public Value minimum(Value a, Value b) {
        return binary(BinaryFunction.MINIMUM, a, b);
    }

    /**
     * 1 where {@code a == b}, else 0; broadcast.
     *
     * @param a the first input
     * @param b the second input
     * @return the result
     */
    public Value equal(Value a, Value b) {
        return binary(BinaryFunction.EQUAL, a, b);
    }

    /**
     * 1 where {@code a > b}, else 0; broadcast.
     *
     * @param a the first input
     * @param b the second input
     * @return the result
     */
    public Value greater(Value a, Value b) {
        return binary(BinaryFunction.GREATER, a, b);
    }

    /**
     * 1 where {@code a >= b}, else 0; broadcast.
     *
     * @param a the first input
     * @param b the second input
     * @return the result
     */
    public Value greaterOrEqual(Value a, Value b) {
        return binary(BinaryFunction.GREATER_OR_EQUAL, a, b);
    }

    /**
     * {@code a} where the condition is not 0, {@code b} elsewhere; broadcast.
     *
     * @param condition the condition
     * @param a taken where it holds
     * @param b taken elsewhere
     * @return the result
     */
    public Value select(Value condition, Value a, Value b) {
        return apply(new Select(), condition, a, b);
    }

    /**
     * {@code min(max(x, low), high)}.
     *
     * @param x the input
     * @param low the least result
     * @param high the greatest result
     * @return the result
     */
    public Value clip(Value x, double low, double high) {
        return apply(new Clip(low, high), x);
    }

    /**
     * The matrix product of the last two axes.
     *
     * @param a the first input, {@code [.., n, k]}
     * @param b the second input, {@code [.., k, m]}
     * @return the result, {@code [.., n, m]}
     */
    public Value matmul(Value a, Value b) {
        return matmul(a, b, false, false);
    }

    /**
     * The matrix product of the last two axes.
     *
     * @param a the first input
     * @param b the second input
     * @param transposeFirst whether the first input is transposed before
     * @param transposeSecond whether the second input is transposed before
     * @return the result
     */
    public Value matmul(Value a, Value b, boolean transposeFirst, boolean transposeSecond) {
        return apply(new MatMul(transposeFirst, transposeSecond), a, b);
    }

    /**
     * Brings the elements along some axes down to one number.
     *
     * @param function how
     * @param x the input
     * @param axes the axes; negative counts from the last
     * @param keepDims whether these axes stay with size 1
     * @return the result
     */
    public Value reduce(ReduceFunction function, Value x, List<Integer> axes, boolean keepDims) {
        return apply(new Reduce(function, axes.stream().map(x.shape()::axis).toList(), keepDims), x);
    }

    /**
     * The same elements under another shape; nothing is appended if it is that already.
     *
     * @param x the input
     * @param shape the shape; one size may be open
     * @return the result
     */
    public Value reshape(Value x, Shape shape) {
        return x.shape().equals(shape) ? x : apply(new Reshape(shape), x);
    }

    /**
     * Reorders the axes; nothing is appended if the order is that already.
     *
     * @param x the input
     * @param axes for each axis of the result the axis of the input
     * @return the result
     */
    public Value transpose(Value x, List<Integer> axes) {
        boolean ordered = axes.equals(IntStream.range(0, axes.size()).boxed().toList());
        return ordered ? x : apply(new Transpose(axes), x);
    }

    /**
     * Repeats along axes of size 1; nothing is appended if the shape is that already.
     *
     * @param x the input
     * @param shape the shape to give
     * @return the result
     */
    public Value broadcast(Value x, Shape shape) {
        return x.shape().equals(shape) ? x : apply(new Broadcast(shape), x);
    }

    /**
     * A part along one axis.
     *
     * @param x the input
     * @param axis the axis; negative counts from the last
     * @param begin the first position to keep
     * @param end the position after the last to keep
     * @return the result
     */
    public Value slice(Value x, int axis, int begin, int end) {
        return apply(new Slice(x.shape().axis(axis), begin, end), x);
    }

    /**
     * {@link Slice} of every position along an axis, the last first.
     *
     * @param x the array
     * @param axis the axis; negative counts from the last
     * @return the array the other way round
     */
    public Value flip(Value x, int axis) {
        int from = x.shape().axis(axis);
        return apply(new Slice(from, x.shape().size(from) - 1, -1, -1), x);
    }

    /**
     * Adds zeros along one axis.
     *
     * @param x the input
     * @param axis the axis, from 0
     * @param before how many before
     * @param after how many after
     * @return the result
     */
    public Value pad(Value x, int axis, int before, int after) {
        Integer[] first = new Integer[x.shape().rank()];
        Integer[] last = new Integer[first.length];
        for (int i = 0; i < first.length; i++) {
            first[i] = i == axis ? before : 0;
            last[i] = i == axis ? after : 0;
        }
        return apply(new Pad(List.of(first), List.of(last), 0), x);
    }

    /**
     * Puts arrays one behind the other.
     *
     * @param parts the inputs, at least one
     * @param axis the axis; negative counts from the last
     * @return the result
     */
    public Value concatenate(List<Value> parts, int axis) {
        return applyAll(new Concatenate(parts.get(0).shape().axis(axis)), parts).get(0);
    }

    /**
     * Undoes a broadcast: sums over the axes that were repeated.
     *
     * @param x the input
     * @param shape the shape before the broadcast
     * @return the result, of that shape
     */
    public Value sumTo(Value x, Shape shape) {
        if (x.shape().equals(shape)) {
            return x;
        }
        int added = x.shape().rank() - shape.rank();
        List<Integer> axes = IntStream.range(0, x.shape().rank())
                .filter(i ->
                        i < added || shape.size(i - added) == 1 && x.shape().size(i) != 1)
                .boxed()
                .toList();
        return axes.isEmpty() ? x : reshape(reduce(ReduceFunction.SUM, x, axes, true), shape);
    }
}
