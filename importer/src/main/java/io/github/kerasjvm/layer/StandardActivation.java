package io.github.kerasjvm.layer;

import io.github.kerasjvm.op.Elu;
import io.github.kerasjvm.op.Gelu;
import io.github.kerasjvm.op.HardSigmoid;
import io.github.kerasjvm.op.LeakyRelu;
import io.github.kerasjvm.op.LogSoftmax;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Softmax;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The activation functions that Keras knows by name, with the formulas of {@code keras/src/activations/activations.py}
 * (3.15) and {@code keras/activations.py} (1.2.2, 2.3.1).
 */
public enum StandardActivation implements Activation {
    /** The input. */
    LINEAR("linear", (ops, x) -> x),
    /** {@code max(x, 0)}. */
    RELU("relu", (ops, x) -> ops.unary(UnaryFunction.RELU, x)),
    /** {@code min(max(x, 0), 6)}. */
    RELU6("relu6", (ops, x) -> ops.clip(x, 0, 6)),
    /** {@code 1 / (1 + e^-x)}. */
    SIGMOID("sigmoid", (ops, x) -> ops.unary(UnaryFunction.SIGMOID, x)),
    /** The hyperbolic tangent. */
    TANH("tanh", (ops, x) -> ops.unary(UnaryFunction.TANH, x)),
    /** {@code e^x / Σ e^x} over the last axis. */
    SOFTMAX("softmax", (ops, x) -> ops.apply(new Softmax(x.shape().axis(-1)), x)),
    /** The logarithm of softmax. */
    LOG_SOFTMAX("log_softmax", (ops, x) -> ops.apply(new LogSoftmax(x.shape().axis(-1)), x)),
    /** {@code e^x - 1} below 0. */
    ELU("elu", (ops, x) -> ops.apply(new Elu(1, 1), x)),
    /** ELU with {@code alpha = 1.67326…} and {@code scale = 1.05070…}. */
    SELU("selu", (ops, x) -> ops.apply(new Elu(1.67326324235437728, 1.05070098735548049), x)),
    /** ELU with alpha 1; another formula for the same numbers. */
    CELU("celu", (ops, x) -> ops.apply(new Elu(1, 1), x)),
    /** {@code log(1 + e^x)}. */
    SOFTPLUS("softplus", (ops, x) -> ops.unary(UnaryFunction.SOFTPLUS, x)),
    /** {@code x / (1 + |x|)}. */
    SOFTSIGN("softsign", (ops, x) -> ops.divide(x, ops.add(ops.unary(UnaryFunction.ABSOLUTE, x), ops.constant(1)))),
    /** {@code x * sigmoid(x)}; also called swish. */
    SILU("silu", (ops, x) -> ops.multiply(x, ops.unary(UnaryFunction.SIGMOID, x))),
    /** {@code x * Φ(x)}, with the error function. */
    GELU("gelu", (ops, x) -> ops.apply(new Gelu(false), x)),
    /** A slope of 0.2 below 0. */
    LEAKY_RELU("leaky_relu", (ops, x) -> ops.apply(new LeakyRelu(0.2), x)),
    /** {@code x * tanh(softplus(x))}. */
    MISH("mish", (ops, x) -> ops.multiply(x, ops.unary(UnaryFunction.TANH, ops.unary(UnaryFunction.SOFTPLUS, x)))),
    /** {@code e^x}. */
    EXPONENTIAL("exponential", Ops::exponential),
    /** {@code min(max(0.2 x + 0.5, 0), 1)}: {@code hard_sigmoid} of Keras 1 and 2. */
    HARD_SIGMOID_2("hard_sigmoid", (ops, x) -> ops.apply(new HardSigmoid(0.2), x)),
    /** {@code min(max(x / 6 + 0.5, 0), 1)}: {@code hard_sigmoid} of Keras 3. */
    HARD_SIGMOID_3("hard_sigmoid", (ops, x) -> ops.apply(new HardSigmoid(1.0 / 6), x)),
    /** {@code x * hard_sigmoid(x)} with the slope of Keras 3; also called hard_swish. */
    HARD_SILU("hard_silu", (ops, x) -> ops.multiply(x, HARD_SIGMOID_3.apply(ops, x))),
    /** {@code min(max(x, -1), 1)}. */
    HARD_TANH("hard_tanh", (ops, x) -> ops.clip(x, -1, 1)),
    /** 0 where {@code |x| <= 0.5}, else x. */
    HARD_SHRINK(
            "hard_shrink",
            (ops, x) -> ops.select(
                    ops.greater(ops.unary(UnaryFunction.ABSOLUTE, x), ops.constant(0.5)), x, ops.constant(0))),
    /** x drawn towards 0 by 0.5. */
    SOFT_SHRINK("soft_shrink", (ops, x) -> ops.subtract(x, ops.clip(x, -0.5, 0.5))),
    /** {@code x - tanh(x)}. */
    TANH_SHRINK("tanh_shrink", (ops, x) -> ops.subtract(x, ops.unary(UnaryFunction.TANH, x))),
    /** {@code log(sigmoid(x))}. */
    LOG_SIGMOID("log_sigmoid", (ops, x) -> ops.negate(ops.unary(UnaryFunction.SOFTPLUS, ops.negate(x)))),
    /** {@code (x + √(x² + 4)) / 2}. */
    SQUAREPLUS(
            "squareplus",
            (ops, x) -> ops.multiply(
                    ops.add(x, ops.squareRoot(ops.add(ops.multiply(x, x), ops.constant(4)))), ops.constant(0.5))),
    /** 0 below -1, x above 1, {@code (x + 1)² / 4} between. */
    SPARSE_PLUS("sparse_plus", StandardActivation::sparsePlus),
    /** {@code min(max((x + 1) / 2, 0), 1)}. */
    SPARSE_SIGMOID("sparse_sigmoid", (ops, x) -> ops.apply(new HardSigmoid(0.5), x)),
    /** Keras 3's {@code sparsemax} over the last axis, see {@link Sparsemax}. */
    SPARSEMAX("sparsemax", Sparsemax::apply),
    /** The first half of the last axis times the sigmoid of the second. */
    GLU("glu", StandardActivation::gate) {
        @Override
        public Shape output(Shape in) {
            return in.withLast(in.last() == Shape.ANY ? Shape.ANY : in.last() / 2);
        }
    };

    private final String kerasName;
    private final BiFunction<Ops, Value, Value> lowering;

    StandardActivation(String kerasName, BiFunction<Ops, Value, Value> lowering) {
        this.kerasName = kerasName;
        this.lowering = lowering;
    }

    /**
     * The function of a name.
     *
     * @param name the name in the file, {@code relu}
     * @param hardSigmoidSlope the slope of {@code hard_sigmoid} in the file's generation
     * @return the function; empty if there is none of that name
     */
    public static Optional<StandardActivation> named(String name, double hardSigmoidSlope) {
        switch (name) {
            case "swish":
                return Optional.of(SILU);
            case "hard_swish":
                return Optional.of(HARD_SILU);
            case "hard_sigmoid":
                return Optional.of(hardSigmoidSlope == 0.2 ? HARD_SIGMOID_2 : HARD_SIGMOID_3);
            default:
                for (StandardActivation activation : values()) {
                    if (activation.kerasName.equals(name)) {
                        return Optional.of(activation);
                    }
                }
                return Optional.empty();
        }
    }

    /**
     * The name in Keras files.
     *
     * @return the name
     */
    public String kerasName() {
        return kerasName;
    }

    @Override
    public Value apply(Ops ops, Value x) {
        return lowering.apply(ops, x);
    }

    private static Value sparsePlus(Ops ops, Value x) {
        Value middle = ops.clip(ops.add(x, ops.constant(1)), 0, 2);
        Value parabola = ops.multiply(ops.multiply(middle, middle), ops.constant(0.25));
        return ops.select(ops.greater(x, ops.constant(1)), x, parabola);
    }

    private static Value gate(Ops ops, Value x) {
        int half = x.shape().last() / 2;
        Value open = ops.unary(UnaryFunction.SIGMOID, ops.slice(x, -1, half, 2 * half));
        return ops.multiply(ops.slice(x, -1, 0, half), open);
    }
}
