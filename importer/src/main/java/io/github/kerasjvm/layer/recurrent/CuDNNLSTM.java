package io.github.kerasjvm.layer.recurrent;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.StandardActivation;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Keras 2's {@code CuDNNLSTM}: an {@link LSTM} with sigmoid gates, tanh and a bias, whose arrays are stored as cuDNN takes
 * them.
 *
 * @param cell what happens in each step
 * @param options what is given, and in which order
 */
public record CuDNNLSTM(LSTMCell cell, RecurrentOptions options) implements RecurrentLayer {

    /** How it is read. */
    public static final Kind<CuDNNLSTM> KIND = Kind.of(Group.RECURRENT, "CuDNNLSTM", CuDNNLSTM::read)
            .inKeras("2")
            .inKeras3(RecurrentOptions.lifting("recurrent_activation", "unit_forget_bias")
                    .as("LSTM")
                    .first(CudnnStorage::lift))
            .doc("LSTM, stored as cuDNN takes it");

    private static CuDNNLSTM read(Args args) {
        Gates gates = new Gates(args.positive("units"), true, List.of("i", "f", "c", "o"), List.of());
        LSTMCell cell = new LSTMCell(gates, StandardActivation.TANH, StandardActivation.SIGMOID, StepDropout.NONE);
        return new CuDNNLSTM(cell, RecurrentOptions.read(args));
    }

    @Override
    public CuDNNLSTM with(RecurrentOptions other) {
        return new CuDNNLSTM(cell, other);
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        Gates gates = cell.gates();
        return CudnnStorage.specs(inputs.get(0).last(), gates.units(), 4, CudnnStorage.summedBias(gates.width()));
    }
}
