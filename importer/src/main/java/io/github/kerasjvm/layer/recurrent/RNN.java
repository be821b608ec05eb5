package io.github.kerasjvm.layer.recurrent;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.layer.Activation;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.problem.Code;
import java.util.List;
import java.util.Optional;

/**
 * Keras {@code RNN}: any cell over the steps of a sequence. Stores what the cell stores.
 *
 * @param cell what happens in each step
 * @param options what is given, and in which order
 */
public record RNN(Cell cell, RecurrentOptions options) implements RecurrentLayer {

    /** How it is read. */
    public static final Kind<RNN> KIND = Kind.of(Group.RECURRENT, "RNN", RNN::read)
            .inKeras("2, 3")
            .inKeras3(RecurrentOptions.around("cell"))
            .doc("Any cell over the steps of a sequence");

    private static RNN read(Args args) {
        JsonNode entry = args.get("cell");
        Optional<Layer> cell = args.layer("cell");
        if (cell.isPresent() && cell.get() instanceof Cell known) {
            return new RNN(known, RecurrentOptions.read(args));
        }
        if (cell.isPresent()) {
            args.report(
                    Code.ARGUMENT_UNSUPPORTED,
                    "cell",
                    "is a %s, expected a cell",
                    entry.path("class_name").asText("value without a class"));
        }
        Gates none = new Gates(1, false, List.of("h"), List.of());
        return new RNN(new SimpleRNNCell(none, Activation.LINEAR, StepDropout.NONE), RecurrentOptions.read(args));
    }

    @Override
    public RNN with(RecurrentOptions other) {
        return new RNN(cell, other);
    }
}
