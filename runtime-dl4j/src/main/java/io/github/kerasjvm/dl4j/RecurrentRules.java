package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.layer.recurrent.Bidirectional;
import io.github.kerasjvm.layer.recurrent.CuDNNLSTM;
import io.github.kerasjvm.layer.recurrent.LSTM;
import io.github.kerasjvm.layer.recurrent.RNN;
import io.github.kerasjvm.layer.recurrent.RecurrentLayer;
import io.github.kerasjvm.layer.recurrent.SimpleRNN;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;

/**
 * Rules for layers that run a cell over the steps of a sequence. DL4J's take Keras's order of axes, too ({@code NWC}), so
 * nothing is transposed.
 */
final class RecurrentRules {

    private static final String NOTE =
            "From zero states, without a mask and without return_state; with activations that"
                    + " DL4J has as one function, but softmax.";

    static final List<Rule<?>> ALL = List.of(
            Rule.conditional(LSTM.KIND, LSTM.class, NOTE, RecurrentRules::recurrent),
            Rule.conditional(
                    CuDNNLSTM.KIND,
                    CuDNNLSTM.class,
                    "From zero states, without a mask and without return_state.",
                    RecurrentRules::recurrent),
            Rule.conditional(SimpleRNN.KIND, SimpleRNN.class, NOTE, RecurrentRules::recurrent),
            Rule.conditional(
                    RNN.KIND,
                    RNN.class,
                    "Around one LSTMCell or SimpleRNNCell, under the conditions of LSTM and SimpleRNN.",
                    RecurrentRules::recurrent),
            Rule.conditional(
                    Bidirectional.KIND,
                    Bidirectional.class,
                    "Around LSTM, CuDNNLSTM, SimpleRNN or RNN under their conditions, with a merge_mode, and with a"
                            + " backward layer like the forward one.",
                    RecurrentRules::bidirectional));

    private RecurrentRules() {}

    private static Flow recurrent(RecurrentLayer layer, LayerCall call) {
        Optional<DlCell> cell = cell(layer, "", call);
        if (cell.isEmpty()) {
            return call.refused();
        }
        Flow in = layer.options().goBackwards() ? reversed(call.in(), call) : call.in();
        // Keras gives the steps of a reversed sequence in the order of computing; so does this.
        return call.layer(wrapped(layer, cell.get().layer()), cell.get().arrays(), in, call.output());
    }

    private static Flow bidirectional(Bidirectional layer, LayerCall call) {
        Optional<DlCell> forward = cell(layer.forward(), "forward/", call);
        Optional<DlCell> backward = cell(layer.backward(), "backward/", call);
        if (forward.isEmpty() || backward.isEmpty()) {
            return call.refused();
        }
        if (layer.forward().options().goBackwards()
                || !layer.backward().options().goBackwards()) {
            return call.refuse("go_backwards", "is not that of a layer that begins with the first step");
        }
        // DL4J makes the layer for the other direction by copying the one that it is given.
        boolean isCopy = forward.get().layer().equals(backward.get().layer())
                && layer.forward().options().returnSequences()
                        == layer.backward().options().returnSequences();
        if (!isCopy) {
            return call.refuse("backward_layer", "differs from the forward layer, which DL4J does not have");
        }
        var both = new org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional(
                mode(layer.merge()), wrapped(layer.forward(), forward.get().layer()));
        Map<String, Tensor> arrays = new HashMap<>();
        forward.get().arrays().forEach((name, array) -> arrays.put("f" + name, array));
        backward.get().arrays().forEach((name, array) -> arrays.put("b" + name, array));
        return call.layer(both, arrays, call.in(), call.output());
    }

    private static org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional.Mode mode(Bidirectional.Merge merge) {
        return switch (merge) {
            case CONCAT -> org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional.Mode.CONCAT;
            case SUM -> org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional.Mode.ADD;
            case MUL -> org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional.Mode.MUL;
            case AVE -> org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional.Mode.AVERAGE;
            case NONE -> throw new IllegalArgumentException("two results are refused before");
        };
    }

    private static Optional<DlCell> cell(RecurrentLayer layer, String prefix, LayerCall call) {
        if (call.inputs().size() > 1) {
            call.refuse("initial_state", "is given in the call; a recurrent layer of DL4J starts from zeros");
            return Optional.empty();
        }
        return DlCell.of(layer.cell(), prefix, call);
    }

    private static Layer wrapped(RecurrentLayer layer, BaseRecurrentLayer cell) {
        return layer.options().returnSequences() ? cell : new LastTimeStep(cell);
    }

    /** The last step first. DL4J turns axis 2 round, and an axis of size 1 makes that the steps. */
    private static Flow reversed(Flow in, LayerCall call) {
        Shape shape = in.shape();
        Flow apart = call.reshape("-steps", in, shape.from(1).after(Shape.ANY, 1));
        Flow turned = call.vertex("-reversed", new ReverseTimeSeriesVertex(), List.of(apart), apart.shape());
        return call.reshape("-sequence", turned, shape);
    }
}
