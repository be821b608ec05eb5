package io.github.kerasjvm.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.kerasjvm.engine.onednn.Step.Arg;
import io.github.kerasjvm.engine.onednn.Work.Kernel;
import io.github.kerasjvm.op.Binary;
import io.github.kerasjvm.op.Broadcast;
import io.github.kerasjvm.op.Concatenate;
import io.github.kerasjvm.op.Convolution;
import io.github.kerasjvm.op.ConvolutionKernelGradient;
import io.github.kerasjvm.op.MatMul;
import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.Op;
import io.github.kerasjvm.op.Pad;
import io.github.kerasjvm.op.Pool;
import io.github.kerasjvm.op.PoolGradient;
import io.github.kerasjvm.op.Reduce;
import io.github.kerasjvm.op.Scan;
import io.github.kerasjvm.op.Select;
import io.github.kerasjvm.op.Slice;
import io.github.kerasjvm.op.Softmax;
import io.github.kerasjvm.op.Transpose;
import io.github.kerasjvm.op.TransposedConvolution;
import io.github.kerasjvm.op.Unary;
import io.github.kerasjvm.op.Value;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** What single operations are to oneDNN. What is missing here runs by the reference engine's code. */
final class Translations {

    private Translations() {}

    /** The kernel of a node. */
    static Kernel of(Node node, Web web) {
        Op op = node.op();
        Value y = node.outputs().get(0);
        Value x = node.inputs().isEmpty() ? y : node.inputs().get(0);
        Value other = node.inputs().size() > 1 ? node.inputs().get(1) : x;
        if (op instanceof Convolution convolution) {
            return Convolutions.forward(convolution, x, other, Optional.empty(), false, y);
        }
        if (op instanceof TransposedConvolution convolution) {
            return Convolutions.transposed(convolution, x, other, y);
        }
        if (op instanceof ConvolutionKernelGradient gradient) {
            return Convolutions.weights(gradient, x, other, y, Optional.empty());
        }
        if (op instanceof MatMul product) {
            return Matrices.product(product, x, other, Optional.empty(), false, y);
        }
        if (op instanceof Pool pool) {
            return Pools.forward(pool, x, y, false);
        }
        if (op instanceof PoolGradient gradient) {
            return Pools.backward(gradient, x, other, y);
        }
        if (op instanceof Scan scan) {
            return Loops.of(scan, node, web.large());
        }
        boolean isLarge = Math.max(x.shape().elements(), y.shape().elements()) >= web.large();
        return isLarge ? ofLarge(node, x, other, y, web) : Kernel.NONE;
    }

    private static Kernel ofLarge(Node node, Value x, Value other, Value y, Web web) {
        Op op = node.op();
        if (op instanceof Unary unary) {
            return Elementwise.unary(unary.function(), x, y);
        }
        if (op instanceof Binary binary) {
            return Elementwise.binary(binary.function(), x, other, y, web);
        }
        if (op instanceof Reduce reduce) {
            return Matrices.reduce(reduce, x, y);
        }
        if (op instanceof Softmax softmax) {
            return softmax(softmax.axis(), x, y);
        }
        if (op instanceof Broadcast) {
            return Elementwise.broadcast(x, y);
        }
        if (op instanceof Select) {
            return Elementwise.select(
                    node.inputs().get(0), node.inputs().get(1), node.inputs().get(2), y);
        }
        return ofMove(op, node.inputs(), y);
    }

    private static Kernel ofMove(Op op, List<Value> inputs, Value y) {
        if (op instanceof Transpose transpose) {
            return Moves.transpose(transpose, inputs.get(0), y);
        }
        if (op instanceof Slice slice) {
            return Moves.slice(slice, inputs.get(0), y);
        }
        if (op instanceof Pad pad) {
            return Moves.pad(pad, inputs.get(0), y);
        }
        return op instanceof Concatenate joined ? Moves.concatenate(joined, inputs, y) : Kernel.NONE;
    }

    private static Kernel softmax(int axis, Value x, Value y) {
        return emitter -> {
            Native library = emitter.library();
            dnnl_memory_desc array = library.dense(Sizes.of(x.shape()));
            dnnl_primitive_desc made = library.primitive(
                    "normalise",
                    pd -> dnnl_softmax_forward_primitive_desc_create(
                            pd,
                            library.engine(),
                            dnnl_forward_inference,
                            dnnl_softmax_accurate,
                            array,
                            array,
                            axis,
                            library.plain()));
            emitter.call(
                    "Softmax",
                    made,
                    Arg.in(DNNL_ARG_SRC, emitter.array(x), array),
                    Arg.out(DNNL_ARG_DST, emitter.array(y), array));
            return true;
        };
    }
}
