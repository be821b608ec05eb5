package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.layer.Activation;
import io.github.kerasjvm.layer.recurrent.Cell;
import io.github.kerasjvm.layer.recurrent.LSTMCell;
import io.github.kerasjvm.layer.recurrent.SimpleRNNCell;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.IActivation;

/**
 * A cell of Keras as the recurrent layer of DL4J that holds it.
 *
 * @param layer the layer, which takes and gives {@code [batch, steps, features]}
 * @param arrays its arrays by DL4J's names, in DL4J's order
 */
record DlCell(BaseRecurrentLayer layer, Map<String, Tensor> arrays) {

    /** Keras's gates, in Keras's order. */
    private static final List<String> GATES = List.of("i", "f", "c", "o");

    /** The place in Keras's order of each gate of DL4J: c, f, o, i. */
    private static final int[] ORDER = {2, 1, 3, 0};

    /**
     * Makes the layer.
     *
     * @param cell the cell
     * @param prefix what stands before the names of its arrays
     * @param call the call; takes what DL4J cannot do
     * @return the layer; empty if it was refused
     */
    static Optional<DlCell> of(Cell cell, String prefix, LayerCall call) {
        int units = cell.states(call.in().shape().without(1), Problems.none())
                .get(0)
                .last();
        if (cell instanceof LSTMCell lstm) {
            return function("activation", lstm.activation(), call)
                    .flatMap(activation -> function("recurrent_activation", lstm.recurrentActivation(), call)
                            .map(gate -> lstm(activation, gate, units, prefix, call)));
        }
        if (cell instanceof SimpleRNNCell simple) {
            return function("activation", simple.activation(), call)
                    .map(activation -> simple(activation, units, prefix, call));
        }
        call.refuse(
                "cell",
                "is a " + cell.getClass().getSimpleName() + "; the recurrent layers of DL4J hold an LSTMCell or a"
                        + " SimpleRNNCell");
        return Optional.empty();
    }

    private static Optional<IActivation> function(String argument, Activation activation, LayerCall call) {
        Optional<IActivation> function = Activations.inCell(activation);
        if (function.isEmpty()) {
            call.refuse(
                    argument,
                    "is " + Activations.name(activation) + ", which DL4J does not have inside a recurrent layer");
        }
        return function;
    }

    private static DlCell lstm(IActivation activation, IActivation gate, int units, String prefix, LayerCall call) {
        LSTM layer = new LSTM.Builder()
                .nIn(call.in().shape().last())
                .nOut(units)
                .activation(activation)
                .gateActivationFunction(gate)
                .dataFormat(RNNFormat.NWC)
                .weightInit(WeightInit.XAVIER) // a layer inside another is not given the network's
                .build();
        Tensor kernel = gates(call, prefix, "kernel", "W_");
        Tensor recurrent = gates(call, prefix, "recurrent_kernel", "U_");
        Tensor bias = call.has(prefix + "bias") || call.has(prefix + "b_i")
                ? gates(call, prefix, "bias", "b_")
                : zeros(4 * units);
        return new DlCell(
                layer,
                Map.of("W", reordered(kernel, units), "RW", reordered(recurrent, units), "b", reordered(bias, units)));
    }

    private static DlCell simple(IActivation activation, int units, String prefix, LayerCall call) {
        SimpleRnn layer = new SimpleRnn.Builder()
                .nIn(call.in().shape().last())
                .nOut(units)
                .activation(activation)
                .dataFormat(RNNFormat.NWC)
                .weightInit(WeightInit.XAVIER)
                .build();
        Tensor bias = call.has(prefix + "bias") ? call.weight(prefix + "bias") : zeros(units);
        return new DlCell(
                layer,
                Map.of(
                        "W", call.weight(prefix + "kernel"),
                        "RW", call.weight(prefix + "recurrent_kernel"),
                        "b", bias));
    }

    /** DL4J's recurrent layers always have a bias. */
    private static Tensor zeros(int size) {
        return Tensor.filled(Shape.of(size), 0);
    }

    /** The gates beside each other along the last axis, as one array or, in Keras 1, as four. */
    private static Tensor gates(LayerCall call, String prefix, String name, String keras1) {
        if (call.has(prefix + name)) {
            return call.weight(prefix + name);
        }
        List<Tensor> parts =
                GATES.stream().map(gate -> call.weight(prefix + keras1 + gate)).toList();
        int units = parts.get(0).shape().last();
        int rows = parts.get(0).elements() / units;
        float[] joined = new float[4 * rows * units];
        for (int gate = 0; gate < 4; gate++) {
            for (int row = 0; row < rows; row++) {
                parts.get(gate).copyTo(row * units, joined, (row * 4 + gate) * units, units);
            }
        }
        return Tensor.owning(parts.get(0).shape().withLast(4 * units), joined);
    }

    private static Tensor reordered(Tensor gates, int units) {
        float[] result = new float[gates.elements()];
        for (int block = 0; block < result.length / units; block++) {
            int from = block / 4 * 4 + ORDER[block % 4];
            gates.copyTo(from * units, result, block * units, units);
        }
        return Tensor.owning(gates.shape(), result);
    }
}
