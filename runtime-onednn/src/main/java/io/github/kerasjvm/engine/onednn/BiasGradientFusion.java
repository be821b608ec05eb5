package io.github.kerasjvm.engine.onednn;

import io.github.kerasjvm.op.ConvolutionKernelGradient;
import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.Reduce;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The gradients of a convolution's kernel and bias: the kernel's reads all that the bias's sums up. */
final class BiasGradientFusion implements Fusion {

    @Override
    public void apply(Web web) {
        for (Node node : web.nodes()) {
            if (node.op() instanceof ConvolutionKernelGradient gradient && !web.isClaimed(node)) {
                join(web, node, gradient);
            }
        }
    }

    private static void join(Web web, Node node, ConvolutionKernelGradient gradient) {
        Value x = node.inputs().get(0);
        Value dy = node.inputs().get(1);
        Value dkernel = node.outputs().get(0);
        Optional<Node> sum = web.takers(dy).stream()
                .filter(taker -> taker.op() instanceof Reduce reduce
                        && reduce.function() == ReduceFunction.SUM
                        && keepsChannels(reduce, taker.inputs().get(0), gradient))
                .findFirst();
        sum.ifPresent(reduce -> {
            Value dbias = reduce.outputs().get(0);
            web.claim(new Work(
                    List.of(x, dy),
                    List.of(dkernel, dbias),
                    List.of(node, reduce),
                    Convolutions.weights(gradient, x, dy, dkernel, Optional.of(dbias))));
        });
    }

    private static boolean keepsChannels(Reduce reduce, Value x, ConvolutionKernelGradient gradient) {
        int rank = x.shape().rank();
        int channels = gradient.layout().channelAxis(rank);
        return rank == gradient.windows().size() + 2
                && reduce.axes()
                        .equals(IntStream.range(0, rank)
                                .filter(axis -> axis != channels)
                                .boxed()
                                .toList());
    }
}
