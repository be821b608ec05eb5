package io.github.kerasjvm.cli.command;

import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a model gave for some rows.
 *
 * @param names the names of the outputs
 * @param outputs the outputs, the rows first
 * @param classes the names of the classes; may be empty
 */
record Predictions(List<String> names, List<Tensor> outputs, List<String> classes) {

    private static final int MOST_SHOWN = 3;
    /** Rows of a softmax sum up to one but for rounding. */
    private static final double SUM_TOLERANCE = 1e-3;

    /** The parts of each output, one behind the other. */
    static List<Tensor> joined(List<List<Tensor>> parts) {
        List<Tensor> joined = new ArrayList<>();
        for (int output = 0; output < parts.get(0).size(); output++) {
            int index = output;
            List<Tensor> all = parts.stream().map(part -> part.get(index)).toList();
            int rows = all.stream().mapToInt(part -> part.shape().size(0)).sum();
            float[] values = new float[all.stream().mapToInt(Tensor::elements).sum()];
            int at = 0;
            for (Tensor part : all) {
                part.copyTo(0, values, at, part.elements());
                at += part.elements();
            }
            Shape shape = all.get(0).shape().with(0, rows);
            joined.add(Tensor.owning(shape, values));
        }
        return joined;
    }

    int rows() {
        return outputs.get(0).shape().size(0);
    }

    /** The numbers of one output for one row. */
    float[] row(int output, int row) {
        Tensor tensor = outputs.get(output);
        float[] values = new float[Math.toIntExact(tensor.shape().elementsFrom(1))];
        tensor.copyTo(row * values.length, values, 0, values.length);
        return values;
    }

    /** One class and its probability. */
    record Guess(int index, String name, float probability) {}

    /** Whether an output holds probabilities of classes. */
    boolean isClassifier(int output) {
        Shape shape = outputs.get(output).shape();
        if (shape.rank() != 2 || shape.last() < 2) {
            return false;
        }
        return IntStream.range(0, Math.min(rows(), MOST_SHOWN)).allMatch(row -> sumsToOne(row(output, row)));
    }

    private static boolean sumsToOne(float[] values) {
        double sum = 0;
        for (float value : values) {
            if (!(value >= 0)) {
                return false;
            }
            sum += value;
        }
        return Math.abs(sum - 1) < SUM_TOLERANCE;
    }

    /** The likeliest classes of a row, the best first. */
    List<Guess> best(int output, int row) {
        float[] values = row(output, row);
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -values[i]))
                .limit(MOST_SHOWN)
                .map(i -> new Guess(i, i < classes.size() ? classes.get(i) : Integer.toString(i), values[i]))
                .toList();
    }
}
