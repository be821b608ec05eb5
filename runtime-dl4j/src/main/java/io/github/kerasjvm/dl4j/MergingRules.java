package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.layer.merging.Add;
import io.github.kerasjvm.layer.merging.Concatenate;
import io.github.kerasjvm.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;

/** Rules for layers that join several inputs. */
final class MergingRules {

    static final List<Rule<?>> ALL = List.of(
            Rule.exact(Add.KIND, Add.class, MergingRules::add),
            Rule.conditional(Concatenate.KIND, Concatenate.class, "Not along the batch.", MergingRules::concatenate));

    private MergingRules() {}

    private static Flow add(Add add, LayerCall call) {
        if (call.inputs().size() == 1) {
            return call.in();
        }
        int rank = call.output().rank();
        List<Flow> aligned = call.inputs().stream()
                .map(flow -> call.reshape("-align", flow, filled(flow.shape(), rank)))
                .toList();
        return call.vertex("", new ElementWiseVertex(ElementWiseVertex.Op.Add), aligned, call.output());
    }

    /** Keras's missing axes stand behind the batch (base_merge.py). */
    private static Shape filled(Shape shape, int rank) {
        int[] ones = new int[rank - shape.rank() + 1];
        Arrays.fill(ones, 1);
        ones[0] = Shape.ANY;
        return shape.from(1).after(ones);
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
