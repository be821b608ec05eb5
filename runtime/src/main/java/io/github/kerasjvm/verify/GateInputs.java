package io.github.kerasjvm.verify;

import io.github.kerasjvm.data.Batch;
import io.github.kerasjvm.data.Batches;
import io.github.kerasjvm.data.DataException;
import io.github.kerasjvm.data.DataSet;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.op.Gather;
import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What two precisions of a model are compared on.
 *
 * @param tensors one for each input of the model, with the batch first
 * @param source what they are, in words
 * @param isNoise whether they say nothing of the data that the model is for
 */
public record GateInputs(List<Tensor> tensors, String source, boolean isNoise) {

    private static final int NOISE_ROWS = 32;

    /** Keeps its own copy. */
    public GateInputs {
        tensors = List.copyOf(tensors);
    }

    /**
     * The inputs that a parity file was recorded with.
     *
     * @param file the file
     * @return the inputs
     * @throws DataException if it is damaged or no parity file
     */
    public static GateInputs recorded(Path file) {
        return new GateInputs(ParityFile.read(file).inputs(), "the inputs of " + file, false);
    }

    /**
     * The first rows of data.
     *
     * @param data the data
     * @param source where it is from, in words
     * @param rows how many rows, 1 or more; fewer if it has not so many
     * @return the inputs
     * @throws DataException if it has no rows or is damaged
     */
    public static GateInputs of(DataSet data, String source, int rows) {
        try (Batches batches = data.batches(rows)) {
            if (!batches.hasNext()) {
                throw new DataException(source + ": has no rows");
            }
            Batch batch = batches.next();
            return new GateInputs(batch.inputs(), source, false);
        }
    }

    /**
     * Noise from 0 to 1, the same each time; whole numbers below its rows where an input looks up a table.
     *
     * @param keras the model
     * @param shapes the shapes of its inputs; only the batch may be open
     * @return the inputs
     * @throws IllegalArgumentException if another size is open
     */
    public static GateInputs noise(KerasModel keras, List<Shape> shapes) {
        Map<Integer, Integer> tables = tables(keras.lower(shapes));
        Random random = new Random(1);
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            Shape shape = shapes.get(i);
            if (!shape.isKnownFrom(1)) {
                throw new IllegalArgumentException("an input has the shape " + shape + ", whose sizes are open");
            }
            Shape whole = shape.size(0) == Shape.ANY ? shape.with(0, NOISE_ROWS) : shape;
            float[] values = new float[Math.toIntExact(whole.elements())];
            for (int j = 0; j < values.length; j++) {
                values[j] = tables.containsKey(i) ? random.nextInt(tables.get(i)) : random.nextFloat();
            }
            tensors.add(Tensor.owning(whole, values));
        }
        return new GateInputs(tensors, "noise", true);
    }

    /** By the places of inputs that tell rows of a table, how many rows it has. */
    private static Map<Integer, Integer> tables(OpGraph graph) {
        Map<Integer, Integer> origins = new HashMap<>();
        for (int i = 0; i < graph.inputs().size(); i++) {
            origins.put(graph.inputs().get(i).value().id(), i);
        }
        Map<Integer, Integer> rows = new HashMap<>();
        for (Node node : graph.nodes()) {
            Value last = node.inputs().isEmpty()
                    ? null
                    : node.inputs().get(node.inputs().size() - 1);
            Integer origin = last == null ? null : origins.get(last.id());
            if (origin != null && node.op() instanceof Gather) {
                rows.merge(origin, node.inputs().get(0).shape().size(0), Math::min);
            } else if (origin != null && node.inputs().size() == 1) {
                node.outputs().forEach(value -> origins.put(value.id(), origin));
            }
        }
        return rows;
    }
}
