package io.github.kerasjvm.engine;

import io.github.kerasjvm.export.onnx.Numbers;
import io.github.kerasjvm.export.onnx.OnnxWriter;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.RowWise;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.precision.Precision;
import io.github.kerasjvm.precision.Range;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Finds out for int8 between which numbers the values of a graph lie, by running it in float32 on samples. */
public final class Calibration {

    /** The rows of a run: every value between layers is held at once. */
    private static final int ROWS = 8;

    private final OpGraph graph;
    private final List<Value> wanted;
    private final float[] lows;
    private final float[] highs;

    private Calibration(OpGraph graph) {
        this.graph = graph;
        wanted = OnnxWriter.measured(graph);
        lows = new float[wanted.size()];
        highs = new float[wanted.size()];
    }

    /**
     * What a graph is to be written in.
     *
     * @param graph a graph from {@link OnnxWriter#expanded}. Inputs behind those that there are samples of, such as labels,
     *     are given as zeros
     * @param precision what is asked for
     * @param engine compiles a graph in float32, as it is given
     * @return the numbers; a value that is infinite or no number for a sample has no range
     * @throws IllegalArgumentException if the samples do not fit the graph
     */
    public static Numbers numbers(OpGraph graph, Precision precision, Function<OpGraph, Plan> engine) {
        if (precision.samples().isEmpty()) {
            return Numbers.of(precision.format());
        }
        Calibration calibration = new Calibration(graph);
        if (!calibration.wanted.isEmpty()) {
            calibration.run(precision.samples(), engine);
        }
        return new Numbers(precision.format(), calibration.ranges());
    }

    private void run(List<Tensor> samples, Function<OpGraph, Plan> engine) {
        List<OpGraph.Output> outputs = new ArrayList<>();
        wanted.forEach(value -> outputs.add(new OpGraph.Output("value" + value.id(), value)));
        OpGraph measured = graph.withOutputs(outputs);
        int rows = samples.get(0).shape().size(0);
        int step = RowWise.holds(measured) ? ROWS : rows;
        try (Plan plan = engine.apply(measured)) {
            for (int from = 0; from < rows; from += step) {
                List<Tensor> values = plan.run(inputs(samples, from, Math.min(rows, from + step)));
                for (int i = 0; i < values.size(); i++) {
                    widen(i, values.get(i));
                }
            }
        }
    }

    private List<Tensor> inputs(List<Tensor> samples, int from, int to) {
        List<Tensor> inputs = new ArrayList<>();
        samples.forEach(sample -> inputs.add(sample.rows(from, to)));
        for (int i = samples.size(); i < graph.inputs().size(); i++) {
            Shape shape = graph.inputs().get(i).value().shape();
            inputs.add(Tensor.filled(shape.with(0, to - from), 0));
        }
        return inputs;
    }

    private void widen(int index, Tensor value) {
        for (int i = 0; i < value.elements(); i++) {
            float number = value.get(i);
            // Minimum and maximum keep what is no number, so that it is seen at the end.
            lows[index] = Math.min(lows[index], number);
            highs[index] = Math.max(highs[index], number);
        }
    }

    private Map<Integer, Range> ranges() {
        Map<Integer, Range> ranges = new HashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            if (Float.isFinite(lows[i]) && Float.isFinite(highs[i])) {
                ranges.put(wanted.get(i).id(), new Range(lows[i], highs[i]));
            }
        }
        return ranges;
    }
}
