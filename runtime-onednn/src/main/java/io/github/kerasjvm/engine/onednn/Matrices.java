package io.github.kerasjvm.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.kerasjvm.engine.onednn.Step.Arg;
import io.github.kerasjvm.engine.onednn.Work.Kernel;
import io.github.kerasjvm.op.MatMul;
import io.github.kerasjvm.op.Reduce;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** Matrix products. All matrices stay in row-major order: to pack a weight anew in each step costs more than it brings. */
final class Matrices {

    private Matrices() {}

    /**
     * A product, and what commonly follows.
     *
     * @param op the product
     * @param a the first factor
     * @param b the second factor
     * @param bias a number for each column of the result; empty for none
     * @param relu whether what is below zero becomes zero in the end
     * @param y the result
     */
    static Kernel product(MatMul op, Value a, Value b, Optional<Value> bias, boolean relu, Value y) {
        return emitter -> {
            Native library = emitter.library();
            // A stack of matrices times one matrix is one tall matrix times that matrix.
            boolean tall = b.shape().rank() == 2 && !op.transposeFirst();
            int rank = tall ? 2 : y.shape().rank();
            dnnl_memory_desc first = matrix(library, a.shape(), op.transposeFirst(), rank);
            dnnl_memory_desc second = matrix(library, b.shape(), op.transposeSecond(), rank);
            dnnl_memory_desc result = matrix(library, y.shape(), false, rank);
            long[] row = new long[rank];
            Arrays.fill(row, 1);
            row[rank - 1] = y.shape().last();
            dnnl_memory_desc vector = bias.isPresent() ? library.dense(row) : null;
            dnnl_primitive_attr attributes = relu ? library.followedBy(dnnl_eltwise_relu, 0, 0) : library.plain();
            dnnl_primitive_desc made = library.primitive(
                    "multiply matrices",
                    pd -> dnnl_matmul_primitive_desc_create(
                            pd, library.engine(), first, second, vector, result, attributes));
            List<Arg> args = new ArrayList<>(List.of(
                    Arg.in(DNNL_ARG_SRC, emitter.array(a), first),
                    Arg.in(DNNL_ARG_WEIGHTS, emitter.array(b), second),
                    Arg.out(DNNL_ARG_DST, emitter.array(y), result)));
            bias.ifPresent(v -> args.add(Arg.in(DNNL_ARG_BIAS, emitter.array(v), vector)));
            String name = "MatMul" + (bias.isPresent() ? "+bias" : "") + (relu ? "+relu" : "");
            emitter.call(name, made, args.toArray(Arg[]::new));
            return true;
        };
    }

    /** An array as a stack of matrices; with two axes all but the last are rows. */
    private static dnnl_memory_desc matrix(Native library, Shape shape, boolean transposed, int rank) {
        long[] sizes = new long[rank];
        Arrays.fill(sizes, 1);
        if (rank == 2) {
            sizes[1] = shape.last();
            sizes[0] = shape.elements() / sizes[1];
        } else {
            int[] padded = Sizes.padded(shape, rank);
            Arrays.setAll(sizes, axis -> padded[axis]);
        }
        long[] strides = Sizes.strides(sizes);
        if (transposed) {
            swapLast(sizes);
            swapLast(strides);
        }
        return library.desc(sizes, strides);
    }

    private static void swapLast(long[] numbers) {
        int last = numbers.length - 1;
        long kept = numbers[last];
        numbers[last] = numbers[last - 1];
        numbers[last - 1] = kept;
    }

    /** Each row brought down to one number; only for rows is oneDNN's own code for that fast. */
    private static Kernel rows(Reduce op, long rows, long count, Value x, Value y) {
        int algorithm =
                switch (op.function()) {
                    case SUM -> dnnl_reduction_sum;
                    case MEAN -> dnnl_reduction_mean;
                    case MAXIMUM -> dnnl_reduction_max;
                    case MINIMUM -> dnnl_reduction_min;
                };
        return emitter -> {
            Native library = emitter.library();
            dnnl_memory_desc source = library.dense(rows, count);
            dnnl_memory_desc target = library.dense(rows, 1);
            dnnl_primitive_desc made = library.primitive(
                    "reduce rows",
                    pd -> dnnl_reduction_primitive_desc_create(
                            pd, library.engine(), algorithm, source, target, 0, 0, library.plain()));
            emitter.call(
                    op.name(),
                    made,
                    Arg.in(DNNL_ARG_SRC, emitter.array(x), source),
                    Arg.out(DNNL_ARG_DST, emitter.array(y), target));
            return true;
        };
    }

    /**
     * A sum or mean over neighbouring axes that are not the last, as a product with a row of equal numbers: oneDNN's own
     * reductions of such arrays are slow.
     */
    static Kernel reduce(Reduce op, Value x, Value y) {
        Shape shape = x.shape();
        List<Integer> axes = op.axes();
        boolean adds = op.function() == ReduceFunction.SUM || op.function() == ReduceFunction.MEAN;
        if (axes.isEmpty() || axes.get(axes.size() - 1) - axes.get(0) != axes.size() - 1) {
            return Kernel.NONE;
        }
        long inner = shape.elementsFrom(axes.get(axes.size() - 1) + 1);
        long count = shape.elementsFrom(axes.get(0)) / inner;
        long outer = shape.elements() / inner / count;
        if (inner == 1) {
            // A single long sum stays in Java, which makes it in float64.
            return outer == 1 ? Kernel.NONE : rows(op, outer, count, x, y);
        }
        if (!adds) {
            return Kernel.NONE;
        }
        float share = op.function() == ReduceFunction.MEAN ? (float) (1.0 / count) : 1;
        return emitter -> {
            Native library = emitter.library();
            dnnl_memory_desc row = outer == 1 ? library.dense(1, count) : library.dense(1, 1, count);
            dnnl_memory_desc source = outer == 1 ? library.dense(count, inner) : library.dense(outer, count, inner);
            dnnl_memory_desc target = outer == 1 ? library.dense(1, inner) : library.dense(outer, 1, inner);
            dnnl_primitive_desc made = library.primitive(
                    "sum up",
                    pd -> dnnl_matmul_primitive_desc_create(
                            pd, library.engine(), row, source, null, target, library.plain()));
            emitter.call(
                    op.name(),
                    made,
                    Arg.in(DNNL_ARG_SRC, emitter.filled(Math.toIntExact(count), share), row),
                    Arg.in(DNNL_ARG_WEIGHTS, emitter.array(x), source),
                    Arg.out(DNNL_ARG_DST, emitter.array(y), target));
            return true;
        };
    }
}
