package io.github.kerasjvm.op.pass;

import io.github.kerasjvm.op.Convolution;
import io.github.kerasjvm.op.MatMul;
import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.TransposedConvolution;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;

/**
 * A convolution or matrix product of something computed by a fixed kernel, seen as one linear map for all positions from
 * channels to channels.
 *
 * @param node the operation; its second input is the kernel
 * @param kernel the elements of the kernel
 */
record Linear(Node node, Tensor kernel) {

    static Optional<Linear> of(Node node, Wiring wiring) {
        boolean isLinear = node.op() instanceof Convolution
                || node.op() instanceof TransposedConvolution
                || node.op() instanceof MatMul && node.inputs().get(1).shape().rank() == 2;
        if (!isLinear || wiring.isFixed(node.inputs().get(0))) {
            return Optional.empty();
        }
        return wiring.array(node.inputs().get(1)).map(kernel -> new Linear(node, kernel));
    }

    Value x() {
        return node.inputs().get(0);
    }

    Value result() {
        return node.outputs().get(0);
    }

    /** The axis of the result on which the channels stand. */
    int axis() {
        return axis(result());
    }

    /** The axis of the input that is summed over. */
    int axisOfInput() {
        return node.op() instanceof MatMul op && op.transposeFirst()
                ? x().shape().rank() - 2
                : axis(x());
    }

    private int axis(Value value) {
        int rank = value.shape().rank();
        if (node.op() instanceof Convolution op) {
            return op.layout().channelAxis(rank);
        }
        if (node.op() instanceof TransposedConvolution op) {
            return op.layout().channelAxis(rank);
        }
        return rank - 1;
    }

    /** How many channels the result has. */
    int channels() {
        return result().shape().size(axis());
    }

    /** Whether every output position sees as many input positions as the kernel has, and none of them padding. */
    boolean seesInputOnly() {
        if (node.op() instanceof Convolution op) {
            return op.windows().stream().allMatch(window -> window.before() == 0 && window.after() == 0);
        }
        return node.op() instanceof MatMul;
    }

    /** The channels of the result that the elements of the kernel work for. */
    Channels outputs() {
        Shape shape = kernel.shape();
        if (node.op() instanceof TransposedConvolution op) {
            return Channels.rows(shape.size(-2), shape.last(), op.groups());
        }
        return node.op() instanceof MatMul op && op.transposeSecond()
                ? Channels.rows(shape.size(0), shape.last(), 1)
                : Channels.columns(shape.last());
    }

    /** The channels of the input that the elements of the kernel look at; not for transposed convolutions. */
    Channels inputs() {
        Shape shape = kernel.shape();
        if (node.op() instanceof Convolution op) {
            return Channels.rows(shape.size(-2), shape.last(), op.groups());
        }
        return node.op() instanceof MatMul op && op.transposeSecond()
                ? Channels.columns(shape.last())
                : Channels.rows(shape.size(0), shape.last(), 1);
    }

    /** The shape in which a vector of one number for each channel is added to the result. */
    Shape aligned() {
        int[] sizes = new int[result().shape().rank() - axis()];
        Arrays.fill(sizes, 1);
        sizes[0] = channels();
        return Shape.of(sizes);
    }

    /** A fixed array that is added to the result as one number for each channel; empty if it is something else. */
    Optional<float[]> perChannel(Tensor added) {
        Shape shape = added.shape();
        int place = shape.rank() - (result().shape().rank() - axis());
        if (added.elements() == 1 && shape.rank() <= result().shape().rank()) {
            float[] filled = new float[channels()];
            Arrays.fill(filled, added.get(0));
            return Optional.of(filled);
        }
        boolean fits = place >= 0
                && shape.rank() <= result().shape().rank()
                && added.elements() == channels()
                && shape.size(place) == channels();
        return fits ? Optional.of(added.toArray()) : Optional.empty();
    }
}
