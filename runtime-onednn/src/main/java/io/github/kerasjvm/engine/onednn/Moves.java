package io.github.kerasjvm.engine.onednn;

import io.github.kerasjvm.engine.onednn.Work.Kernel;
import io.github.kerasjvm.op.Concatenate;
import io.github.kerasjvm.op.Pad;
import io.github.kerasjvm.op.Slice;
import io.github.kerasjvm.op.Transpose;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;

/** Operations that only put elements elsewhere: copies between parts of arrays. */
final class Moves {

    private Moves() {}

    static Kernel transpose(Transpose op, Value x, Value y) {
        return emitter -> {
            Native library = emitter.library();
            long[] own = Sizes.strides(Sizes.of(x.shape()));
            long[] strides = op.axes().stream().mapToLong(axis -> own[axis]).toArray();
            long[] sizes = Sizes.of(y.shape());
            emitter.reorder(
                    "transposed",
                    emitter.array(x),
                    library.desc(sizes, strides),
                    emitter.array(y),
                    library.dense(sizes));
            return true;
        };
    }

    static Kernel slice(Slice op, Value x, Value y) {
        if (op.step() != 1) {
            return Kernel.NONE;
        }
        long[] from = new long[x.shape().rank()];
        from[op.axis()] = op.begin();
        return emitter -> {
            emitter.reorder(
                    "slice",
                    emitter.array(x),
                    part(emitter, x.shape(), y.shape(), from),
                    emitter.array(y),
                    emitter.library().dense(Sizes.of(y.shape())));
            return true;
        };
    }

    static Kernel pad(Pad op, Value x, Value y) {
        long[] from = op.before().stream().mapToLong(Integer::longValue).toArray();
        return emitter -> {
            Native library = emitter.library();
            int count = Math.toIntExact(y.shape().elements());
            dnnl_memory_desc line = library.dense(count);
            emitter.reorder("padding", emitter.filled(count, op.value()), line, emitter.array(y), line);
            emitter.reorder(
                    "padded",
                    emitter.array(x),
                    library.dense(Sizes.of(x.shape())),
                    emitter.array(y),
                    part(emitter, y.shape(), x.shape(), from));
            return true;
        };
    }

    static Kernel concatenate(Concatenate op, List<Value> parts, Value y) {
        return emitter -> {
            long[] from = new long[y.shape().rank()];
            for (Value x : parts) {
                if (x.shape().elements() == 0) {
                    return false;
                }
                emitter.reorder(
                        "joined",
                        emitter.array(x),
                        emitter.library().dense(Sizes.of(x.shape())),
                        emitter.array(y),
                        part(emitter, y.shape(), x.shape(), from));
                from[op.axis()] += x.shape().size(op.axis());
            }
            return true;
        };
    }

    /** A part of an array in row-major order. */
    private static dnnl_memory_desc part(Emitter emitter, Shape whole, Shape part, long[] from) {
        Native library = emitter.library();
        return library.part(library.dense(Sizes.of(whole)), Sizes.of(part), from);
    }
}
