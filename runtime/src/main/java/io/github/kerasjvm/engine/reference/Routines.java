package io.github.kerasjvm.engine.reference;

import io.github.kerasjvm.engine.EngineException;
import io.github.kerasjvm.op.Binary;
import io.github.kerasjvm.op.Broadcast;
import io.github.kerasjvm.op.Composite;
import io.github.kerasjvm.op.Concatenate;
import io.github.kerasjvm.op.Convolution;
import io.github.kerasjvm.op.ConvolutionKernelGradient;
import io.github.kerasjvm.op.Gather;
import io.github.kerasjvm.op.GatherGradient;
import io.github.kerasjvm.op.MatMul;
import io.github.kerasjvm.op.Op;
import io.github.kerasjvm.op.Pad;
import io.github.kerasjvm.op.Pool;
import io.github.kerasjvm.op.PoolGradient;
import io.github.kerasjvm.op.Reduce;
import io.github.kerasjvm.op.Reshape;
import io.github.kerasjvm.op.Scan;
import io.github.kerasjvm.op.Select;
import io.github.kerasjvm.op.Slice;
import io.github.kerasjvm.op.Softmax;
import io.github.kerasjvm.op.Transpose;
import io.github.kerasjvm.op.TransposedConvolution;
import io.github.kerasjvm.op.Unary;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.Map;

/** The code of every operation. A test holds this list against the sealed set. */
final class Routines {

    private static final Map<Class<? extends Op>, Routine.Maker<Op>> ALL = Map.ofEntries(
            of(Binary.class, BinaryRoutine::new),
            of(Broadcast.class, CopyRoutine::broadcast),
            of(Concatenate.class, ConcatenateRoutine::new),
            of(Convolution.class, ConvolutionRoutine::new),
            of(ConvolutionKernelGradient.class, ConvolutionKernelGradientRoutine::new),
            of(Gather.class, GatherRoutine::new),
            of(GatherGradient.class, GatherGradientRoutine::new),
            of(MatMul.class, MatMulRoutine::new),
            of(Pad.class, PadRoutine::new),
            of(Pool.class, PoolRoutine::new),
            of(PoolGradient.class, PoolGradientRoutine::new),
            of(Reduce.class, ReduceRoutine::new),
            of(Reshape.class, CopyRoutine::reshape),
            of(Scan.class, ScanRoutine::new),
            of(Select.class, SelectRoutine::new),
            of(Slice.class, CopyRoutine::slice),
            of(Softmax.class, SoftmaxRoutine::new),
            of(Transpose.class, CopyRoutine::transpose),
            of(TransposedConvolution.class, TransposedConvolutionRoutine::new),
            of(Unary.class, UnaryRoutine::new));

    private Routines() {}

    private static <O extends Op> Map.Entry<Class<? extends Op>, Routine.Maker<Op>> of(
            Class<O> type, Routine.Maker<O> maker) {
        return Map.entry(type, (op, inputs, output) -> maker.make(type.cast(op), inputs, output));
    }

    /** Whether there is code for a kind of operation. */
    static boolean has(Class<?> type) {
        return ALL.containsKey(type);
    }

    /** Whether there is code for the composite as a whole. */
    static boolean has(Composite composite) {
        return has(composite.getClass());
    }

    /** Prepares the code of an operation. */
    static Routine make(Op op, List<Shape> inputs, Shape output) {
        Routine.Maker<Op> maker = ALL.get(op.getClass());
        if (maker == null) {
            throw new EngineException("the reference engine has no code for " + op.name());
        }
        return maker.make(op, inputs, output);
    }
}
