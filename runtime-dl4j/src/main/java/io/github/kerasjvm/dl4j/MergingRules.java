package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.layer.merging.Add;
import io.github.kerasjvm.layer.merging.Average;
import io.github.kerasjvm.layer.merging.Concatenate;
import io.github.kerasjvm.layer.merging.Maximum;
import io.github.kerasjvm.layer.merging.Merge;
import io.github.kerasjvm.layer.merging.Minimum;
import io.github.kerasjvm.layer.merging.Multiply;
import io.github.kerasjvm.layer.merging.Subtract;
import io.github.kerasjvm.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;

/** Rules for layers that join several inputs. */
final class MergingRules {

    private static final String ONE_SHAPE = "Of inputs of one shape.";

    static final List<Rule<?>> ALL = List.of(
            Rule.exact(Add.KIND, Add.class, (layer, call) -> join(ElementWiseVertex.Op.Add, call)),
            Rule.exact(Multiply.KIND, Multiply.class, (layer, call) -> join(ElementWiseVertex.Op.Product, call)),
            Rule.exact(Average.KIND, Average.class, (layer, call) -> join(ElementWiseVertex.Op.Average, call)),
            Rule.exact(Subtract.KIND, Subtract.class, (layer, call) -> join(ElementWiseVertex.Op.Subtract, call)),
            Rule.conditional(Maximum.KIND, Maximum.class, ONE_SHAPE, (layer, call) -> maximum(call)),
            Rule.conditional(Minimum.KIND, Minimum.class, ONE_SHAPE, (layer, call) -> minimum(call)),
            Rule.conditional(Concatenate.KIND, Concatenate.class, "Not along the batch.", MergingRules::concatenate),
            Rule.conditional(
                    Merge.KIND,
                    Merge.class,
                    "In the modes sum, mul, ave, max and concat, like those layers.",
                    MergingRules::merge));

    private MergingRules() {}

    private static Flow merge(Merge merge, LayerCall call) {
        return Rules.STANDARD
                .of(merge.mode())
                .map(rule -> rule.apply(merge.mode(), call))
                .orElseGet(() -> call.refuse("mode", "is cos; DL4J has no such vertex"));
    }

    private static Flow join(ElementWiseVertex.Op op, LayerCall call) {
        if (call.inputs().size() == 1) {
            return call.in();
        }
        int rank = call.output().rank();
        List<Flow> aligned = call.inputs().stream()
                .map(flow -> call.reshape("-align", flow, filled(flow.shape(), rank)))
                .toList();
        return call.vertex("", new ElementWiseVertex(op), aligned, call.output());
    }

    /** Keras's missing axes stand behind the batch (base_merge.py). */
    private static Shape filled(Shape shape, int rank) {
        int[] ones = new int[rank - shape.rank() + 1];
        Arrays.fill(ones, 1);
        ones[0] = Shape.ANY;
        return shape.from(1).after(ones);
    }

    private static Flow maximum(LayerCall call) {
        return isOfOneShape(call) ? join(ElementWiseVertex.Op.Max, call) : refused(call);
    }

    /** The negative of the largest negative. */
    private static Flow minimum(LayerCall call) {
        if (!isOfOneShape(call)) {
            return refused(call);
        }
        List<Flow> negatives = call.inputs().stream()
                .map(flow -> call.vertex("-negative", new ScaleVertex(-1), List.of(flow), flow.shape()))
                .toList();
        var largest = new ElementWiseVertex(ElementWiseVertex.Op.Max);
        Flow negative = call.vertex("-largest", largest, negatives, call.output());
        return call.vertex("", new ScaleVertex(-1), List.of(negative), call.output());
    }

    private static boolean isOfOneShape(LayerCall call) {
        return call.inputs().stream().allMatch(flow -> flow.shape().equals(call.output()));
    }

    private static Flow refused(LayerCall call) {
        return call.refuse(
                "",
                "takes inputs of different shapes, "
                        + call.inputs().stream().map(Flow::shape).toList() + ", which DL4J does not compare");
    }

    private static Flow concatenate(Concatenate concatenate, LayerCall call) {
        int axis = call.output().axis(concatenate.axis());
        if (axis == 0) {
            return call.refuse("axis", "is " + concatenate.axis() + ", the batch; DL4J joins along the other axes");
        }
        if (call.inputs().size() == 1) {
            return call.in();
        }
        MergeVertex vertex = new MergeVertex();
        vertex.setMergeAxis(axis);
        return call.vertex("", vertex, call.inputs(), call.output());
    }
}
