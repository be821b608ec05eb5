package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A model in stock DL4J. May be shared: calls run one after the other. Large batches run in parts, since DL4J's
 * convolutions take memory for every window of every row at once.
 */
final class Dl4jPlan implements Plan {

    /** 64 MiB of floats for the hungriest layer. */
    private static final long MOST_FLOATS = 16L << 20;

    private static final int MOST_ROWS = 256;

    private final StockNetwork network;
    private final List<Shape> shapes;
    private final int rowsAtOnce;
    private boolean closed;

    Dl4jPlan(StockNetwork network, List<Shape> shapes, long floatsPerRow) {
        this.network = network;
        this.shapes = List.copyOf(shapes);
        this.rowsAtOnce = (int) Math.max(1, Math.min(MOST_ROWS, MOST_FLOATS / floatsPerRow));
    }

    @Override
    public synchronized List<Tensor> run(List<Tensor> inputs) {
        if (closed) {
            throw new IllegalStateException("the plan is closed");
        }
        int rows = rows(inputs);
        List<List<Tensor>> parts = new ArrayList<>();
        for (int from = 0; from < rows; from += rowsAtOnce) {
            int first = from;
            int last = Math.min(rows, from + rowsAtOnce);
            parts.add(network.run(
                    inputs.stream().map(input -> input.rows(first, last)).toList()));
        }
        return parts.size() == 1 ? parts.get(0) : joined(parts, rows);
    }

    private int rows(List<Tensor> inputs) {
        if (inputs.size() != shapes.size()) {
            throw new IllegalArgumentException(
                    "the program takes " + shapes.size() + " inputs, " + inputs.size() + " are given");
        }
        for (int i = 0; i < inputs.size(); i++) {
            Shape given = inputs.get(i).shape();
            if (!given.agreesWith(shapes.get(i).with(0, Shape.ANY))) {
                throw new IllegalArgumentException(
                        "input " + i + " is " + given + ", the program takes " + shapes.get(i));
            }
        }
        int rows = inputs.get(0).shape().size(0);
        boolean differs = inputs.stream().anyMatch(input -> input.shape().size(0) != rows);
        if (rows == 0 || differs) {
            throw new IllegalArgumentException("the inputs have "
                    + inputs.stream().map(input -> input.shape().size(0)).toList()
                    + " rows; engine dl4j takes the same number for all, 1 or more");
        }
        return rows;
    }

    private static List<Tensor> joined(List<List<Tensor>> parts, int rows) {
        List<Tensor> outputs = new ArrayList<>();
        for (int i = 0; i < parts.get(0).size(); i++) {
            Shape shape = parts.get(0).get(i).shape().with(0, rows);
            float[] values = new float[Math.toIntExact(shape.elements())];
            int at = 0;
            for (List<Tensor> part : parts) {
                Tensor output = part.get(i);
                output.copyTo(0, values, at, output.elements());
                at += output.elements();
            }
            outputs.add(Tensor.owning(shape, values));
        }
        return outputs;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            network.close();
        }
    }
}
