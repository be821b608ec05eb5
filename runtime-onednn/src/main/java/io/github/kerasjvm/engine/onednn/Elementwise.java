package io.github.kerasjvm.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.kerasjvm.engine.onednn.Step.Arg;
import io.github.kerasjvm.engine.onednn.Work.Kernel;
import io.github.kerasjvm.op.BinaryFunction;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** Functions of one or two arrays, element by element. */
final class Elementwise {

    private Elementwise() {}

    /** A function of each element. */
    static Kernel unary(UnaryFunction function, Value x, Value y) {
        return switch (function) {
            case NEGATE -> function("Negate", dnnl_eltwise_linear, -1, 0, x, y);
            case ABSOLUTE -> function("Absolute", dnnl_eltwise_abs, 0, 0, x, y);
            case EXPONENTIAL -> function("Exponential", dnnl_eltwise_exp, 0, 0, x, y);
            case SQUARE_ROOT -> function("SquareRoot", dnnl_eltwise_sqrt, 0, 0, x, y);
            case TANH -> function("Tanh", dnnl_eltwise_tanh, 0, 0, x, y);
            case SIGMOID -> function("Sigmoid", dnnl_eltwise_logistic, 0, 0, x, y);
            case RELU -> function("Relu", dnnl_eltwise_relu, 0, 0, x, y);
            case ROUND -> function("Round", dnnl_eltwise_round, 0, 0, x, y);
            // oneDNN's logarithm is off by 2e-6 near 1, where it is small itself: 0.3 % of the result.
            case LOGARITHM, SOFTPLUS, SIGN, ERROR_FUNCTION, FLOOR, SINE, COSINE -> Kernel.NONE;
        };
    }

    /** One of oneDNN's functions, by its number and the numbers that it takes. */
    static Kernel function(String name, int algorithm, double alpha, double beta, Value x, Value y) {
        return emitter -> {
            Native library = emitter.library();
            dnnl_memory_desc line = library.dense(y.shape().elements());
            dnnl_primitive_desc made = library.primitive(
                    "apply a function",
                    pd -> dnnl_eltwise_forward_primitive_desc_create(
                            pd,
                            library.engine(),
                            dnnl_forward_inference,
                            algorithm,
                            line,
                            line,
                            (float) alpha,
                            (float) beta,
                            library.plain()));
            emitter.call(
                    name,
                    made,
                    Arg.in(DNNL_ARG_SRC, emitter.array(x), line),
                    Arg.out(DNNL_ARG_DST, emitter.array(y), line));
            return true;
        };
    }

    /**
     * The way back through a function, seen from what it gave.
     *
     * @param name what it is, for people
     * @param function oneDNN's number of the function, {@code …_use_dst_for_bwd}
     * @param y what it gave
     * @param dy the gradient of what it gave
     * @param dx takes the gradient of what it was given
     */
    static Kernel gradient(String name, int function, Value y, Value dy, Value dx) {
        return emitter -> {
            Native library = emitter.library();
            dnnl_memory_desc line = library.dense(y.shape().elements());
            dnnl_primitive_desc hint = library.primitive(
                    "apply a function",
                    pd -> dnnl_eltwise_forward_primitive_desc_create(
                            pd, library.engine(), dnnl_forward_training, function, line, line, 0, 0, library.plain()));
            dnnl_primitive_desc made = library.primitive(
                    "go back through a function",
                    pd -> dnnl_eltwise_backward_primitive_desc_create(
                            pd, library.engine(), function, line, line, line, 0, 0, hint, library.plain()));
            emitter.call(
                    name,
                    made,
                    Arg.in(DNNL_ARG_DST, emitter.array(y), line),
                    Arg.in(DNNL_ARG_DIFF_DST, emitter.array(dy), line),
                    Arg.out(DNNL_ARG_DIFF_SRC, emitter.array(dx), line));
            return true;
        };
    }

    /** A function of two arrays, broadcast. */
    static Kernel binary(BinaryFunction function, Value a, Value b, Value y, Web web) {
        OptionalDouble first = web.number(a);
        OptionalDouble second = web.number(b);
        if (function == BinaryFunction.SUBTRACT && first.isPresent()) {
            return function("Subtract", dnnl_eltwise_linear, -1, first.getAsDouble(), b, y);
        }
        if (function == BinaryFunction.SUBTRACT && second.isPresent()) {
            return function("Subtract", dnnl_eltwise_linear, 1, -second.getAsDouble(), a, y);
        }
        if (a.shape().elements() == y.shape().elements()) {
            OptionalInt algorithm = algorithm(function);
            return algorithm.isPresent() ? binary(function.name(), algorithm.getAsInt(), a, b, y) : Kernel.NONE;
        }
        // oneDNN is fast where only the second array is broadcast.
        OptionalInt mirrored = b.shape().elements() == y.shape().elements() ? mirrored(function) : OptionalInt.empty();
        return mirrored.isPresent() ? binary(function.name(), mirrored.getAsInt(), b, a, y) : Kernel.NONE;
    }

    private static Kernel binary(String name, int algorithm, Value a, Value b, Value y) {
        return emitter -> {
            Native library = emitter.library();
            List<long[]> sizes = joined(y.shape(), b.shape());
            dnnl_memory_desc whole = library.dense(sizes.get(0));
            dnnl_memory_desc part = library.dense(sizes.get(1));
            dnnl_primitive_desc made = library.primitive(
                    "combine two arrays",
                    pd -> dnnl_binary_primitive_desc_create(
                            pd, library.engine(), algorithm, whole, part, whole, library.plain()));
            emitter.call(
                    name,
                    made,
                    Arg.in(DNNL_ARG_SRC_0, emitter.array(a), whole),
                    Arg.in(DNNL_ARG_SRC_1, emitter.array(b), part),
                    Arg.out(DNNL_ARG_DST, emitter.array(y), whole));
            return true;
        };
    }

    private static OptionalInt algorithm(BinaryFunction function) {
        return switch (function) {
            case ADD -> OptionalInt.of(dnnl_binary_add);
            case SUBTRACT -> OptionalInt.of(dnnl_binary_sub);
            case MULTIPLY -> OptionalInt.of(dnnl_binary_mul);
            case DIVIDE -> OptionalInt.of(dnnl_binary_div);
            case MAXIMUM -> OptionalInt.of(dnnl_binary_max);
            case MINIMUM -> OptionalInt.of(dnnl_binary_min);
            case EQUAL -> OptionalInt.of(dnnl_binary_eq);
            case GREATER -> OptionalInt.of(dnnl_binary_gt);
            case GREATER_OR_EQUAL -> OptionalInt.of(dnnl_binary_ge);
            case POWER -> OptionalInt.empty();
        };
    }

    /** The function that gives the same for the arrays the other way round. */
    private static OptionalInt mirrored(BinaryFunction function) {
        return switch (function) {
            case ADD, MULTIPLY, MAXIMUM, MINIMUM, EQUAL -> algorithm(function);
            case GREATER -> OptionalInt.of(dnnl_binary_lt);
            case GREATER_OR_EQUAL -> OptionalInt.of(dnnl_binary_le);
            case SUBTRACT, DIVIDE, POWER -> OptionalInt.empty();
        };
    }

    /** One of two arrays, element by element. */
    static Kernel select(Value condition, Value a, Value b, Value y) {
        long count = y.shape().elements();
        if (condition.shape().elements() != count) {
            return Kernel.NONE;
        }
        return emitter -> {
            Native library = emitter.library();
            // Two axes: with one, oneDNN's comparison to bytes is slow.
            dnnl_memory_desc line = library.dense(1, count);
            dnnl_memory_desc one = library.dense(1, 1);
            dnnl_memory_desc truth = library.bytes(1, count);
            dnnl_primitive_desc holds = library.primitive(
                    "compare with 0",
                    pd -> dnnl_binary_primitive_desc_create(
                            pd, library.engine(), dnnl_binary_ne, line, one, truth, library.plain()));
            Ref chosen = new Ref("condition", count);
            emitter.call(
                    "Select.condition",
                    holds,
                    Arg.in(DNNL_ARG_SRC_0, emitter.array(condition), line),
                    Arg.in(DNNL_ARG_SRC_1, emitter.filled(1, 0), one),
                    Arg.out(DNNL_ARG_DST, chosen, truth));
            Ref first = spread(emitter, a, y);
            Ref second = spread(emitter, b, y);
            dnnl_primitive_desc made = library.primitive(
                    "choose",
                    pd -> dnnl_binary_primitive_desc_create_v2(
                            pd, library.engine(), dnnl_binary_select, line, line, truth, line, library.plain()));
            emitter.call(
                    "Select",
                    made,
                    Arg.in(DNNL_ARG_SRC_0, first, line),
                    Arg.in(DNNL_ARG_SRC_1, second, line),
                    Arg.in(DNNL_ARG_SRC_2, chosen, truth),
                    Arg.out(DNNL_ARG_DST, emitter.array(y), line));
            return true;
        };
    }

    /** An array broadcast to the shape of another. */
    private static Ref spread(Emitter emitter, Value x, Value like) {
        if (x.shape().elements() == like.shape().elements()) {
            return emitter.array(x);
        }
        Ref result = new Ref("broadcast", like.shape().elements() * Float.BYTES);
        spread(emitter, x, like.shape(), result);
        return result;
    }

    static Kernel broadcast(Value x, Value y) {
        return emitter -> {
            spread(emitter, x, y.shape(), emitter.array(y));
            return true;
        };
    }

    /** Adds an array to zeros. */
    private static void spread(Emitter emitter, Value x, Shape shape, Ref result) {
        Native library = emitter.library();
        List<long[]> sizes = joined(shape, x.shape());
        dnnl_memory_desc whole = library.dense(sizes.get(0));
        dnnl_memory_desc part = library.dense(sizes.get(1));
        dnnl_primitive_desc made = library.primitive(
                "broadcast",
                pd -> dnnl_binary_primitive_desc_create(
                        pd, library.engine(), dnnl_binary_add, whole, part, whole, library.plain()));
        emitter.call(
                "Broadcast",
                made,
                Arg.in(DNNL_ARG_SRC_0, emitter.filled(Math.toIntExact(shape.elements()), 0), whole),
                Arg.in(DNNL_ARG_SRC_1, emitter.array(x), part),
                Arg.out(DNNL_ARG_DST, result, whole));
    }

    /** The sizes of an array and of one that is broadcast over it, with as few axes as will do. */
    static List<long[]> joined(Shape whole, Shape part) {
        int[] all = Sizes.padded(whole, Math.max(1, whole.rank()));
        int[] own = Sizes.padded(part, all.length);
        List<Long> first = new ArrayList<>();
        List<Long> second = new ArrayList<>();
        boolean repeated = false;
        for (int axis = 0; axis < all.length; axis++) {
            if (all[axis] == 1 && !first.isEmpty()) {
                continue;
            }
            boolean repeats = own[axis] == 1 && all[axis] > 1;
            int last = first.size() - 1;
            if (last >= 0 && (repeats == repeated || first.get(last) == 1)) {
                first.set(last, first.get(last) * all[axis]);
                second.set(last, second.get(last) * own[axis]);
            } else {
                first.add((long) all[axis]);
                second.add((long) own[axis]);
            }
            repeated = repeats;
        }
        return List.of(longs(first), longs(second));
    }

    private static long[] longs(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }
}
