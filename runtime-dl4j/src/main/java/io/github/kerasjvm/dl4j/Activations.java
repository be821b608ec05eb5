package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.layer.Activation;
import io.github.kerasjvm.layer.StandardActivation;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationMish;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.activations.impl.ActivationThresholdedReLU;

/** Which function of DL4J gives the numbers of an activation of Keras. */
final class Activations {

    /** How an activation is expressed. */
    private sealed interface Form {
        /** By one function of DL4J. */
        record One(IActivation function) implements Form {}

        /** By several nodes. */
        record Several(Nodes nodes) implements Form {}

        /** Not at all. */
        record None(String why) implements Form {}
    }

    private interface Nodes {
        Flow add(LayerCall call, String suffix, Flow x);
    }

    private Activations() {}

    private static Form form(StandardActivation activation) {
        return switch (activation) {
            case LINEAR -> new Form.One(new ActivationIdentity());
            case RELU -> new Form.One(new ActivationReLU());
            case RELU6 -> new Form.One(new ActivationReLU6());
            case SIGMOID -> new Form.One(new ActivationSigmoid());
            case TANH -> new Form.One(new ActivationTanH());
            // Over the last axis of the array, in DL4J as in Keras, whatever that axis means.
            case SOFTMAX -> new Form.One(new ActivationSoftmax());
            case ELU, CELU -> new Form.One(new ActivationELU(1));
            case SELU -> new Form.One(new ActivationSELU());
            case SOFTSIGN -> new Form.One(new ActivationSoftSign());
            case SILU -> new Form.One(new ActivationSwish());
            case LEAKY_RELU -> new Form.One(new ActivationLReLU(0.2));
            case MISH -> new Form.One(new ActivationMish());
            case HARD_SIGMOID_2 -> new Form.One(new ActivationHardSigmoid());
            case HARD_TANH -> new Form.One(new ActivationHardTanH());
            case SOFTPLUS -> new Form.Several(Activations::softplus);
            case HARD_SIGMOID_3 -> new Form.Several(Activations::hardSigmoid);
            case HARD_SILU -> new Form.Several(Activations::hardSilu);
            case HARD_SHRINK -> new Form.Several(Activations::hardShrink);
            case SOFT_SHRINK -> new Form.Several(Activations::softShrink);
            case TANH_SHRINK -> new Form.Several(Activations::tanhShrink);
            case LOG_SIGMOID -> new Form.Several(Activations::logSigmoid);
            case SPARSE_SIGMOID -> new Form.Several(Activations::sparseSigmoid);
            case GELU -> new Form.None("DL4J's GELU gives other numbers, in both of its forms");
            case LOG_SOFTMAX, EXPONENTIAL, SQUAREPLUS, SPARSE_PLUS, SPARSEMAX, GLU ->
                new Form.None("DL4J has no such function");
        };
    }

    /** The line of the documentation. */
    static Dl4jSupport support(StandardActivation activation) {
        String name = activation.kerasName()
                + switch (activation) {
                    case HARD_SIGMOID_2 -> " (Keras 1 and 2)";
                    case HARD_SIGMOID_3 -> " (Keras 3)";
                    default -> "";
                };
        Form form = form(activation);
        if (form instanceof Form.None none) {
            return new Dl4jSupport(name, Dl4jSupport.Level.REFUSED, none.why());
        }
        return new Dl4jSupport(
                name, Dl4jSupport.Level.EXACT, form instanceof Form.Several ? "Of several nodes of a graph." : "");
    }

    /** The function to put into a dense layer; the identity where that cannot be. */
    static IActivation inDense(Activation activation) {
        return activation instanceof StandardActivation standard && form(standard) instanceof Form.One one
                ? one.function()
                : new ActivationIdentity();
    }

    /** The function to put into a recurrent layer, which has no room for further nodes. */
    static Optional<IActivation> inCell(Activation activation) {
        boolean isOne = activation instanceof StandardActivation standard
                && activation != StandardActivation.SOFTMAX
                && form(standard) instanceof Form.One;
        return isOne ? Optional.of(inDense(activation)) : Optional.empty();
    }

    /** The name for messages. */
    static String name(Activation activation) {
        return activation instanceof StandardActivation standard
                ? support(standard).name()
                : "a layer";
    }

    /** The function to put into a convolution, where only what works on each element alone is safe in both formats. */
    static IActivation inConvolution(Activation activation) {
        return activation == StandardActivation.SOFTMAX ? new ActivationIdentity() : inDense(activation);
    }

    /** Adds what {@link #inDense} or {@link #inConvolution} could not put into the layer. */
    static Flow behind(IActivation inside, Activation activation, LayerCall call, Flow x) {
        return inside instanceof ActivationIdentity ? apply(activation, call, "-activation", x) : x;
    }

    /** Adds an activation as nodes of its own. */
    static Flow apply(Activation activation, LayerCall call, String suffix, Flow x) {
        if (activation == StandardActivation.LINEAR) {
            return x;
        }
        if (!(activation instanceof StandardActivation standard)) {
            return call.refuse("activation", "is a layer used as an activation, which is not exported");
        }
        Form form = form(standard);
        if (form instanceof Form.One one) {
            return layer(call, suffix, one.function(), x);
        }
        return form instanceof Form.Several several
                ? several.nodes().add(call, suffix, x)
                : call.refuse("activation", standard.kerasName() + ": " + ((Form.None) form).why());
    }

    /** Adds a function of DL4J as a layer. */
    static Flow layer(LayerCall call, String suffix, IActivation function, Flow x) {
        return call.elementwise(
                suffix, new ActivationLayer.Builder().activation(function).build(), x);
    }

    /** {@code relu6(x + 3) / 6}. */
    private static Flow hardSigmoid(LayerCall call, String suffix, Flow x) {
        Flow shifted = shift(call, suffix + "-shift", x, 3);
        return scale(call, suffix, layer(call, suffix + "-relu6", new ActivationReLU6(), shifted), 1.0 / 6);
    }

    private static Flow hardSilu(LayerCall call, String suffix, Flow x) {
        Flow gate = hardSigmoid(call, suffix + "-gate", x);
        return join(call, suffix, ElementWiseVertex.Op.Product, x, gate);
    }

    /** What is above 0.5, less what is above 0.5 of the negative. */
    private static Flow hardShrink(LayerCall call, String suffix, Flow x) {
        Flow above = layer(call, suffix + "-above", new ActivationThresholdedReLU(0.5), x);
        Flow negative = scale(call, suffix + "-negative", x, -1);
        Flow below = layer(call, suffix + "-below", new ActivationThresholdedReLU(0.5), negative);
        return join(call, suffix, ElementWiseVertex.Op.Subtract, above, below);
    }

    /** {@code x - clip(x, -0.5, 0.5)}. */
    private static Flow softShrink(LayerCall call, String suffix, Flow x) {
        Flow doubled = scale(call, suffix + "-double", x, 2);
        Flow clipped = layer(call, suffix + "-clip", new ActivationHardTanH(), doubled);
        return join(call, suffix, ElementWiseVertex.Op.Subtract, x, scale(call, suffix + "-half", clipped, 0.5));
    }

    private static Flow tanhShrink(LayerCall call, String suffix, Flow x) {
        Flow tanh = layer(call, suffix + "-tanh", new ActivationTanH(), x);
        return join(call, suffix, ElementWiseVertex.Op.Subtract, x, tanh);
    }

    /** {@code relu(x) + softplus(-|x|)}: DL4J's own softplus is infinite from 89 on. */
    private static Flow softplus(LayerCall call, String suffix, Flow x) {
        Flow negative = scale(call, suffix + "-negative", x, -1);
        Flow size = join(call, suffix + "-size", ElementWiseVertex.Op.Max, x, negative);
        Flow below = scale(call, suffix + "-below", size, -1);
        Flow curve = layer(call, suffix + "-curve", new ActivationSoftPlus(), below);
        Flow line = layer(call, suffix + "-line", new ActivationReLU(), x);
        return join(call, suffix, ElementWiseVertex.Op.Add, curve, line);
    }

    /** {@code -softplus(-x)}. */
    private static Flow logSigmoid(LayerCall call, String suffix, Flow x) {
        Flow mirrored = scale(call, suffix + "-mirrored", x, -1);
        return scale(call, suffix, softplus(call, suffix + "-softplus", mirrored), -1);
    }

    /** {@code (clip(x, -1, 1) + 1) / 2}. */
    private static Flow sparseSigmoid(LayerCall call, String suffix, Flow x) {
        Flow clipped = layer(call, suffix + "-clip", new ActivationHardTanH(), x);
        return scale(call, suffix, shift(call, suffix + "-shift", clipped, 1), 0.5);
    }

    private static Flow shift(LayerCall call, String suffix, Flow x, double by) {
        return call.vertex(suffix, new ShiftVertex(by), List.of(x), x.shape());
    }

    private static Flow scale(LayerCall call, String suffix, Flow x, double by) {
        return call.vertex(suffix, new ScaleVertex(by), List.of(x), x.shape());
    }

    private static Flow join(LayerCall call, String suffix, ElementWiseVertex.Op op, Flow a, Flow b) {
        return call.vertex(suffix, new ElementWiseVertex(op), List.of(a, b), a.shape());
    }
}
