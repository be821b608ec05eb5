package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.layer.core.ActivationLayer;
import io.github.kerasjvm.layer.core.Dense;
import io.github.kerasjvm.layer.preprocessing.Rescaling;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.nd4j.linalg.activations.IActivation;

/** Rules for dense layers, activations by name, and scaling. */
final class CoreRules {

    static final List<Rule<?>> ALL = List.of(
            Rule.conditional(Dense.KIND, Dense.class, "With an activation that DL4J has.", CoreRules::dense)
                    .inAnyOrder(),
            Rule.conditional(
                            ActivationLayer.KIND,
                            ActivationLayer.class,
                            "With an activation that DL4J has.",
                            (layer, call) -> Activations.apply(layer.activation(), call, "", call.in()))
                    .inAnyOrder(),
            Rule.conditional(
                            Rescaling.KIND,
                            Rescaling.class,
                            "With one scale and one offset for all channels.",
                            CoreRules::rescaling)
                    .inAnyOrder());

    private CoreRules() {}

    private static Flow dense(Dense dense, LayerCall call) {
        int features = call.in().shape().last();
        Map<String, Tensor> arrays = new HashMap<>();
        arrays.put("W", call.weightByFeature("kernel")); // [in, units] in both
        if (dense.useBias()) {
            arrays.put("b", call.weight("bias"));
        }
        IActivation inside = Activations.inDense(dense.activation());
        DenseLayer layer = new DenseLayer.Builder()
                .nIn(features)
                .nOut(dense.units())
                .hasBias(dense.useBias())
                .activation(inside)
                .build();
        // A dense layer of DL4J takes two axes: the ones between batch and features join the batch for its time.
        Flow rows = call.reshape("-rows", call.in(), Shape.of(Shape.ANY, features));
        Flow y = call.layer(layer, arrays, rows, Shape.of(Shape.ANY, dense.units()));
        Flow shaped = call.reshape("-shape", y, call.in().shape().withLast(dense.units()));
        return Activations.behind(inside, dense.activation(), call, shaped);
    }

    private static Flow rescaling(Rescaling rescaling, LayerCall call) {
        if (rescaling.scale().size() != 1 || rescaling.offset().size() != 1) {
            return call.refuse("scale", "differs by channel; DL4J scales all elements alike");
        }
        ScaleVertex scale = new ScaleVertex(rescaling.scale().get(0));
        ShiftVertex shift = new ShiftVertex(rescaling.offset().get(0));
        Flow scaled = call.vertex("-scale", scale, call.inputs(), call.output());
        return call.vertex("", shift, List.of(scaled), call.output());
    }
}
