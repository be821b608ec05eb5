package io.github.kerasjvm.layer.recurrent;

import io.github.kerasjvm.layer.Activation;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Padding;
import io.github.kerasjvm.layer.StandardActivation;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.Windows;
import io.github.kerasjvm.layer.convolutional.ConvolutionArgs;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Convolution;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * One step of a convolutional LSTM (Shi and others, 2015; keras/src/layers/rnn/conv_lstm.py): the gates {@code i, f, c, o} of an
 * {@link LSTMCell}, with convolutions for matrix products. That of the input has the layer's arguments, that of the state
 * keeps its size. States {@code h} and {@code c}, both of the shape of the output.
 *
 * <p>Stores {@code kernel [spatial…, in, 4 filters]}, {@code recurrent_kernel [spatial…, filters, 4 filters]} and
 * {@code bias [4 filters]}; in Keras 1 three arrays for each gate in the order {@code i, c, f, o}.
 *
 * @param of the arguments of the convolution of the input
 * @param recurrentActivation of the gates
 * @param isApart whether there is an array for each gate
 * @param dropout what is dropped in training
 */
public record ConvLSTMCell(ConvolutionArgs of, Activation recurrentActivation, boolean isApart, StepDropout dropout)
        implements Cell {

    /** How a layer around the cell is said in Keras 3. */
    static final Lifting LIFTING = Lifting.taking("filters", "kernel_*", "recurrent_*", "bias_*")
            .and("kernel_size", "strides", "padding", "data_format", "dilation_rate")
            .and("activation", "recurrent_activation", "use_bias", "unit_forget_bias")
            .and("dropout", "recurrent_dropout", "seed")
            .and("return_sequences", "return_state", "go_backwards", "stateful")
            .dropping("unroll", "implementation", "consume_less") // how the steps are computed
            .dropping("zero_output_for_mask")
            .dropping("num_constants", count -> count.asInt() == 0)
            .first(ConvolutionArgs::lift)
            .first(Gates::lift)
            .calling(RecurrentOptions::call);

    private static final List<String> ORDER = List.of("i", "f", "c", "o");
    private static final List<String> KERAS_1 = List.of("i", "c", "f", "o");

    static ConvLSTMCell cell(Args args, int axes) {
        // Keras 1 and 2 mean hard_sigmoid where nothing stands; but something always does.
        Activation gates = args.has("recurrent_activation")
                ? args.activation("recurrent_activation")
                : StandardActivation.named("hard_sigmoid", args.semantics().hardSigmoidSlope())
                        .orElseThrow();
        return new ConvLSTMCell(
                ConvolutionArgs.read(args, axes),
                gates,
                args.semantics().kernelsOfKeras1(),
                StepDropout.ofConvolutions(args, 4));
    }

    @Override
    public int stateCount() {
        return 2;
    }

    @Override
    public List<Shape> states(Shape step, Problems problems) {
        Shape out = of.output(step, problems);
        boolean known = !out.isUnknown()
                && problems.require(out.isKnownFrom(1), "needs an input whose sizes are known, got steps of %s", step);
        return known ? List.of(out, out) : List.of();
    }

    @Override
    public List<WeightSpec> stored(Shape step) {
        int in = of.layout().channels(step);
        List<WeightSpec> specs = new ArrayList<>();
        if (isApart) {
            for (String gate : KERAS_1) {
                specs.add(kernel("W_" + gate, in, of.filters()));
                specs.add(kernel("U_" + gate, of.filters(), of.filters()));
                specs.add(WeightSpec.of("b_" + gate, of.filters()));
            }
            return specs;
        }
        specs.add(kernel("kernel", in, 4 * of.filters()));
        specs.add(kernel("recurrent_kernel", of.filters(), 4 * of.filters()));
        if (of.useBias()) {
            specs.add(WeightSpec.of("bias", 4 * of.filters()));
        }
        return specs;
    }

    private WeightSpec kernel(String name, int in, int out) {
        int[] sizes = of.kernelSize().stream().mapToInt(Integer::intValue).toArray();
        return of.storage().apply(WeightSpec.of(name, Shape.of(in, out).after(sizes)));
    }

    @Override
    public Map<String, Tensor> liftedWeights(Map<String, Tensor> weights) {
        return isApart ? Gates.beside(weights, ORDER) : weights;
    }

    @Override
    public Weights prepare(Ops ops, Weights stored) {
        if (!isApart) {
            return stored;
        }
        Map<String, Value> joined = new HashMap<>();
        return name -> joined.computeIfAbsent(
                name,
                key -> ops.concatenate(
                        ORDER.stream()
                                .map(gate -> stored.get(Gates.PREFIXES.get(key) + gate))
                                .toList(),
                        -1));
    }

    @Override
    public Value project(Ops ops, Value steps, Weights w, List<Value> masks) {
        Value kernel = w.get("kernel");
        Value y = masks.isEmpty()
                ? convolved(ops, steps, kernel)
                : byGate(ops, kernel, (gate, part) -> convolved(ops, ops.multiply(steps, masks.get(gate)), part));
        if (of.useBias()) {
            y = ops.add(
                    y, of.layout().alignChannels(ops, w.get("bias"), y.shape().rank()));
        }
        return ops.reshape(y, y.shape().from(1).after(Shape.ANY, steps.shape().size(1)));
    }

    private Value convolved(Ops ops, Value steps, Value kernel) {
        Value rows = ops.reshape(steps, steps.shape().from(2).after(Shape.ANY));
        return of.convolve(ops, rows, kernel, 1);
    }

    /** What each gate does with its part of a kernel, along the channels. */
    private Value byGate(Ops ops, Value kernel, BiFunction<Integer, Value, Value> gate) {
        List<Value> parts = new ArrayList<>();
        for (int i = 0; i < ORDER.size(); i++) {
            parts.add(gate.apply(i, ops.slice(kernel, -1, i * of.filters(), (i + 1) * of.filters())));
        }
        return ops.concatenate(
                parts, of.layout().channelAxis(parts.get(0).shape().rank()));
    }

    @Override
    public Result step(Ops ops, Value x, List<Value> states, Weights w, List<Value> masks) {
        List<Value> seen = StepMasks.states(ops, states.get(0), masks);
        Value kernel = w.get("recurrent_kernel");
        Value inner = seen.size() == 1
                ? recurrent(ops, seen.get(0), kernel)
                : byGate(ops, kernel, (gate, part) -> recurrent(ops, seen.get(gate), part));
        Value z = ops.add(x, inner);
        Value in = recurrentActivation.apply(ops, gate(ops, z, "i"));
        Value forget = recurrentActivation.apply(ops, gate(ops, z, "f"));
        Value candidate = of.activation().apply(ops, gate(ops, z, "c"));
        Value out = recurrentActivation.apply(ops, gate(ops, z, "o"));
        Value c = ops.add(ops.multiply(forget, states.get(1)), ops.multiply(in, candidate));
        Value h = ops.multiply(out, of.activation().apply(ops, c));
        return new Result(h, List.of(h, c));
    }

    private Value recurrent(Ops ops, Value h, Value kernel) {
        Padding same = of.padding() == Padding.SAME_THEANO ? Padding.SAME_THEANO : Padding.SAME;
        List<Integer> ones = Collections.nCopies(of.kernelSize().size(), 1);
        var windows = Windows.of(h.shape(), of.layout(), same, of.kernelSize(), ones, ones);
        return ops.apply(new Convolution(windows, 1, of.layout()), h, kernel);
    }

    private Value gate(Ops ops, Value all, String name) {
        int place = ORDER.indexOf(name) * of.filters();
        int axis = of.layout().channelAxis(all.shape().rank());
        return ops.slice(all, axis, place, place + of.filters());
    }
}
