package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.layer.core.ActivationLayer;
import io.github.kerasjvm.layer.core.Dense;
import io.github.kerasjvm.layer.core.InputLayer;
import io.github.kerasjvm.layer.regularization.Dropout;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.nd4j.linalg.activations.IActivation;

/** Rules for dense layers, activations by name, and what is the identity at inference. */
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
            Rule.exact(InputLayer.KIND, InputLayer.class, (layer, call) -> call.in())
                    .inAnyOrder(),
            Rule.exact(Dropout.KIND, Dropout.class, CoreRules::dropout).inAnyOrder());

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

    private static Flow dropout(Dropout dropout, LayerCall call) {
        if (dropout.rate() == 0 || dropout.rate() == 1) {
            return call.in(); // DL4J has no such dropout; nothing is lost at inference
        }
        // Keras names the share that it drops, DL4J the share that it keeps.
        return call.elementwise("", new DropoutLayer.Builder(1 - dropout.rate()).build(), call.in());
    }
}
