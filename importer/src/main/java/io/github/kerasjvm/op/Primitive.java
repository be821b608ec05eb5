package io.github.kerasjvm.op;

import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/** An operation that every engine implements. Gives one result. */
public sealed interface Primitive extends Op
        permits Binary,
                Broadcast,
                Concatenate,
                Convolution,
                ConvolutionKernelGradient,
                Gather,
                GatherGradient,
                MatMul,
                Pad,
                Pool,
                PoolGradient,
                Reduce,
                Reshape,
                Select,
                Slice,
                Transpose,
                TransposedConvolution,
                Unary {

    /**
     * The shape of the result.
     *
     * @param inputs the shapes of the inputs
     * @return the shape
     * @throws IllegalArgumentException if the operation cannot take these inputs
     */
    Shape output(List<Shape> inputs);

    @Override
    default List<Shape> outputs(List<Shape> inputs) {
        return List.of(output(inputs));
    }
}
