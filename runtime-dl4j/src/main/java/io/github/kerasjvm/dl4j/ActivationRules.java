package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.layer.activation.ELU;
import io.github.kerasjvm.layer.activation.LeakyReLU;
import io.github.kerasjvm.layer.activation.PReLU;
import io.github.kerasjvm.layer.activation.ReLU;
import io.github.kerasjvm.layer.activation.SoftmaxLayer;
import io.github.kerasjvm.layer.activation.ThresholdedReLU;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationThresholdedReLU;

/** Rules for activations that are layers. */
final class ActivationRules {

    static final List<Rule<?>> ALL = List.of(
            Rule.conditional(
                            ELU.KIND,
                            ELU.class,
                            "Exact; but where alpha is not 1, DL4J's gradient is wrong in further training.",
                            (elu, call) -> Activations.layer(call, "", new ActivationELU(elu.alpha()), call.in()))
                    .inAnyOrder(),
            Rule.exact(
                            LeakyReLU.KIND,
                            LeakyReLU.class,
                            (relu, call) ->
                                    Activations.layer(call, "", new ActivationLReLU(relu.negativeSlope()), call.in()))
                    .inAnyOrder(),
            Rule.exact(PReLU.KIND, PReLU.class, ActivationRules::prelu),
            Rule.conditional(
                            ReLU.KIND,
                            ReLU.class,
                            "Not with a slope together with a threshold, or with a maximum and a negative slope"
                                    + " below 0.",
                            ActivationRules::relu)
                    .inAnyOrder(),
            Rule.conditional(SoftmaxLayer.KIND, SoftmaxLayer.class, "Over the last axis.", ActivationRules::softmax),
            Rule.exact(
                            ThresholdedReLU.KIND,
                            ThresholdedReLU.class,
                            (relu, call) ->
                                    Activations.layer(call, "", new ActivationThresholdedReLU(relu.theta()), call.in()))
                    .inAnyOrder());

    private ActivationRules() {}

    private static Flow relu(ReLU relu, LayerCall call) {
        boolean isBounded = relu.maxValue() != Double.POSITIVE_INFINITY;
        boolean isLeaky = relu.negativeSlope() != 0;
        if (isLeaky && relu.threshold() != 0) {
            // At the threshold itself Keras gives 0, DL4J the threshold.
            return call.refuse("threshold", "goes with a slope; DL4J gives another value at the threshold itself");
        }
        if (isLeaky && isBounded && relu.negativeSlope() < 0) {
            return call.refuse("negative_slope", "is below 0, so that DL4J cuts it at the maximum, too");
        }
        if (isLeaky) {
            Double max = isBounded ? relu.maxValue() : null;
            return isBounded
                    ? Activations.layer(call, "", new ActivationReLU(max, null, relu.negativeSlope()), call.in())
                    : Activations.layer(call, "", new ActivationLReLU(relu.negativeSlope()), call.in());
        }
        // With a ceiling the values between a threshold below 0 and 0 are 0 anyway.
        boolean hasThreshold = relu.threshold() > 0 || relu.threshold() < 0 && !isBounded;
        Flow x = hasThreshold
                ? Activations.layer(
                        call, isBounded ? "-threshold" : "", new ActivationThresholdedReLU(relu.threshold()), call.in())
                : call.in();
        if (hasThreshold && !isBounded) {
            return x;
        }
        return Activations.layer(
                call, "", isBounded ? new ActivationReLU(relu.maxValue(), null, null) : new ActivationReLU(), x);
    }

    private static Flow prelu(PReLU prelu, LayerCall call) {
        Shape in = call.in().shape();
        long[] sizes =
                in.from(1).toList().stream().mapToLong(Integer::longValue).toArray();
        PReLULayer.Builder layer = new PReLULayer.Builder().inputShape(sizes);
        if (!prelu.sharedAxes().isEmpty()) {
            layer.sharedAxes(
                    prelu.sharedAxes().stream().mapToLong(Integer::longValue).toArray());
        }
        return call.layer(layer.build(), Map.of("W", call.weight("alpha")), call.in(), in);
    }

    private static Flow softmax(SoftmaxLayer softmax, LayerCall call) {
        int rank = call.in().shape().rank();
        boolean isLast = softmax.axes().size() == 1
                && call.in().shape().axis(softmax.axes().get(0)) == rank - 1;
        return isLast
                ? Activations.layer(call, "", new ActivationSoftmax(), call.in())
                : call.refuse("axis", "is " + softmax.axes() + "; DL4J's softmax is over the last axis");
    }
}
