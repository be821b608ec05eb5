package io.github.kerasjvm.layer.recurrent;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.StandardActivation;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Keras 2's {@code CuDNNGRU}: a {@link GRU} with {@code reset_after}, sigmoid gates, tanh and a bias, whose arrays are stored as
 * cuDNN takes them.
 *
 * @param cell what happens in each step
 * @param options what is given, and in which order
 */
public record CuDNNGRU(GRUCell cell, RecurrentOptions options) implements RecurrentLayer {

    /** How it is read. */
    public static final Kind<CuDNNGRU> KIND = Kind.of(Group.RECURRENT, "CuDNNGRU", CuDNNGRU::read)
            .inKeras("2")
            .inKeras3(RecurrentOptions.lifting("recurrent_activation", "reset_after")
                    .as("GRU")
                    .first(CudnnStorage::lift))
            .doc("GRU, stored as cuDNN takes it");

    private static CuDNNGRU read(Args args) {
        Gates gates = new Gates(args.positive("units"), true, List.of("z", "r", "h"), List.of());
        GRUCell cell = new GRUCell(gates, StandardActivation.TANH, StandardActivation.SIGMOID, true, StepDropout.NONE);
        return new CuDNNGRU(cell, RecurrentOptions.read(args));
    }

    @Override
    public CuDNNGRU with(RecurrentOptions other) {
        return new CuDNNGRU(cell, other);
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        Gates gates = cell.gates();
        return CudnnStorage.specs(inputs.get(0).last(), gates.units(), 3, CudnnStorage.bothBiases(gates.width()));
    }
}
