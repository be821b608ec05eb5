package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.layer.reshaping.Permute;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;

/**
 * Puts axes in another order as far as plain DL4J can: two blocks of axes change places. Reading the rows of a sequence in
 * one of its layouts and putting them together in the other turns a matrix.
 */
final class PermuteRule {

    static final String NOTE =
            "Where two blocks of axes change places, such as (2, 1), (2, 3, 1) and (3, 1, 2); not inside TimeDistributed.";

    private PermuteRule() {}

    static Flow apply(Permute permute, LayerCall call) {
        Shape in = call.in().shape();
        List<Integer> order = new ArrayList<>(permute.dims());
        order.removeIf(axis -> in.size(axis) == 1); // where they stand plays no part
        List<Integer> plain = order.stream().sorted().toList();
        if (order.equals(plain)) {
            return call.reshape("", call.in(), call.output());
        }
        int split = plain.indexOf(order.get(0));
        List<Integer> turned = new ArrayList<>(plain.subList(split, plain.size()));
        turned.addAll(plain.subList(0, split));
        if (!order.equals(turned)) {
            return call.refuse(
                    "dims", "is " + permute.dims() + "; of DL4J's nodes none does more than swap two blocks of axes");
        }
        if (call.isOnSteps()) {
            return call.refuse("dims", "is " + permute.dims() + " on each step, where DL4J would take the wrong rows");
        }
        return swapped(sizes(in, plain.subList(0, split)), sizes(in, turned.subList(0, plain.size() - split)), call);
    }

    private static int sizes(Shape in, List<Integer> axes) {
        return axes.stream().mapToInt(in::size).reduce(1, Math::multiplyExact);
    }

    private static Flow swapped(int rows, int columns, LayerCall call) {
        Flow matrix = call.reshape("-matrix", call.in(), Shape.of(Shape.ANY, rows, columns));
        Flow lines = through(
                "-rows", new RnnToFeedForwardPreProcessor(RNNFormat.NWC), matrix, Shape.of(Shape.ANY, columns), call);
        Flow turned = through(
                "-turned",
                new FeedForwardToRnnPreProcessor(RNNFormat.NCW),
                lines,
                Shape.of(Shape.ANY, columns, rows),
                call);
        return call.reshape("", turned, call.output());
    }

    private static Flow through(String suffix, InputPreProcessor reader, Flow in, Shape shape, LayerCall call) {
        return call.vertex(suffix, new PreprocessorVertex(reader), List.of(in), shape);
    }
}
