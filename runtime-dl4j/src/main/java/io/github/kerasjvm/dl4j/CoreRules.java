package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.layer.core.ActivationLayer;
import io.github.kerasjvm.layer.core.Dense;
import io.github.kerasjvm.layer.core.Highway;
import io.github.kerasjvm.layer.core.MaxoutDense;
import io.github.kerasjvm.layer.preprocessing.Rescaling;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;

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
                    .inAnyOrder(),
            Rule.conditional(Highway.KIND, Highway.class, "With an activation that DL4J has.", CoreRules::highway),
            Rule.exact(MaxoutDense.KIND, MaxoutDense.class, CoreRules::maxout));

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

    /** {@code gate · changed + (1 - gate) · x}. */
    private static Flow highway(Highway highway, LayerCall call) {
        Flow x = call.in();
        Shape shape = x.shape();
        DenseLayer opening = square(shape.last(), highway.useBias(), new ActivationSigmoid());
        Flow gate = call.extra("-gate", opening, square("_carry", highway.useBias(), call), x, shape);
        IActivation inside = Activations.inDense(highway.activation());
        DenseLayer changing = square(shape.last(), highway.useBias(), inside);
        Flow affine = call.extra("-changed", changing, square("", highway.useBias(), call), x, shape);
        Flow changed = Activations.behind(inside, highway.activation(), call, affine);
        Flow taken = call.vertex(
                "-taken", new ElementWiseVertex(ElementWiseVertex.Op.Product), List.of(gate, changed), shape);
        Flow negative = call.vertex("-negative", new ScaleVertex(-1), List.of(gate), shape);
        Flow carry = call.vertex("-carry", new ShiftVertex(1), List.of(negative), shape);
        Flow kept = call.vertex("-kept", new ElementWiseVertex(ElementWiseVertex.Op.Product), List.of(carry, x), shape);
        return call.vertex("", new ElementWiseVertex(ElementWiseVertex.Op.Add), List.of(taken, kept), shape);
    }

    private static DenseLayer square(int size, boolean hasBias, IActivation activation) {
        return new DenseLayer.Builder()
                .nIn(size)
                .nOut(size)
                .hasBias(hasBias)
                .activation(activation)
                .build();
    }

    private static Map<String, Tensor> square(String suffix, boolean hasBias, LayerCall call) {
        Tensor kernel = call.weight("W" + suffix);
        return hasBias ? Map.of("W", kernel, "b", call.weight("b" + suffix)) : Map.of("W", kernel);
    }

    /** One dense layer for all maps, of which the largest is taken as over the positions of a sequence. */
    private static Flow maxout(MaxoutDense maxout, LayerCall call) {
        int size = call.in().shape().last();
        int all = Math.multiplyExact(maxout.features(), maxout.units());
        DenseLayer layer = new DenseLayer.Builder()
                .nIn(size)
                .nOut(all)
                .hasBias(maxout.useBias())
                .activation(new ActivationIdentity())
                .build();
        Tensor kernel = beside(call.weight("W"), maxout.features(), size, maxout.units());
        Map<String, Tensor> arrays =
                maxout.useBias() ? Map.of("W", kernel, "b", call.weight("b")) : Map.of("W", kernel);
        Flow maps = call.extra("-maps", layer, arrays, call.in(), Shape.of(Shape.ANY, all));
        Flow apart = call.reshape("-apart", maps, Shape.of(Shape.ANY, maxout.features(), maxout.units()));
        GlobalPoolingLayer largest = new GlobalPoolingLayer.Builder(PoolingType.MAX)
                .poolingDimensions(1)
                .build();
        return call.layer(largest, apart, call.output());
    }

    /** Kernels {@code [maps, in, units]} as one, {@code [in, maps * units]}. */
    private static Tensor beside(Tensor kernels, int maps, int size, int units) {
        float[] result = new float[kernels.elements()];
        for (int map = 0; map < maps; map++) {
            for (int i = 0; i < size; i++) {
                kernels.copyTo((map * size + i) * units, result, (i * maps + map) * units, units);
            }
        }
        return Tensor.owning(Shape.of(size, maps * units), result);
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
