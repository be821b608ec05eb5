package io.github.kerasjvm.cli.text;

import io.github.kerasjvm.config.TensorRef;
import io.github.kerasjvm.model.ArraySummary;
import io.github.kerasjvm.model.Inspection;
import io.github.kerasjvm.model.LayerSummary;
import io.github.kerasjvm.model.ModelCall;
import io.github.kerasjvm.model.ModelGraph;
import io.github.kerasjvm.model.ModelLayer;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A model's summary as Keras prints it. Keras 3.15.1 summary_utils.py, print_summary.
 *
 * @param inspection what is in the file, with a model
 * @param expandsNested whether the layers of nested models have rows, too
 */
public record Summary(Inspection inspection, boolean expandsNested) {

    private static final int CHAIN_WIDTH = 88;
    private static final double[] CHAIN_POSITIONS = {0.45, 0.80, 1.0};
    private static final int GRAPH_WIDTH = 108;
    private static final double[] GRAPH_POSITIONS = {0.3, 0.56, 0.74, 1.0};

    /**
     * Prints the table and the numbers of parameters.
     *
     * @param page where to
     */
    public void print(Page page) {
        ModelGraph graph = inspection.graph().orElseThrow();
        boolean isChain = isChain(graph);
        int width = Math.min(isChain ? CHAIN_WIDTH : GRAPH_WIDTH, page.columns() - 4);
        String name = graph.name().isEmpty() ? graph.className().toLowerCase(Locale.ROOT) : graph.name();
        page.line(page.strong("Model: \"" + name + "\""));
        new BoxTable(columns(isChain, width), rows(graph, isChain, page)).print(page, width);
        printTotals(page);
    }

    private static List<BoxTable.Column> columns(boolean isChain, int width) {
        String[] headers = {"Layer (type)", "Output Shape", "Param #", "Connected to"};
        double[] positions = isChain ? CHAIN_POSITIONS : GRAPH_POSITIONS;
        List<BoxTable.Column> columns = new ArrayList<>();
        int before = 0;
        for (int i = 0; i < positions.length; i++) {
            int end = (int) (positions[i] * width);
            columns.add(new BoxTable.Column(headers[i], end - before, i == 2));
            before = end;
        }
        return columns;
    }

    private List<List<String>> rows(ModelGraph graph, boolean isChain, Page page) {
        Map<String, LayerSummary> summaries =
                inspection.layers().stream().collect(Collectors.toMap(LayerSummary::path, Function.identity()));
        List<List<String>> rows = new ArrayList<>();
        addRows(rows, graph, summaries, isChain, "", page.isUnicode() ? "└ " : "- ");
        return rows;
    }

    private void addRows(
            List<List<String>> rows,
            ModelGraph graph,
            Map<String, LayerSummary> summaries,
            boolean isChain,
            String indent,
            String corner) {
        for (ModelLayer layer : graph.layers()) {
            if (layer.isInput() && graph.className().equals("Sequential")) {
                continue; // Keras does not count it among the layers of a Sequential model.
            }
            LayerSummary summary = summaries.get(layer.path());
            String prefix = indent.isEmpty() ? "" : indent + corner;
            List<String> row = new ArrayList<>(List.of(
                    prefix + layer.name() + " (" + layer.className() + ")",
                    outputs(summary.outputs()),
                    summary.isKnown() ? Sizes.count(summary.parameters()) : "?"));
            if (!isChain) {
                row.add(connections(layer));
            }
            rows.add(row);
            if (expandsNested && layer.nested().isPresent()) {
                addRows(rows, layer.nested().get(), summaries, isChain, indent + "   ", corner);
            }
        }
    }

    private static String outputs(List<Shape> shapes) {
        if (shapes.isEmpty()) {
            return "?";
        }
        String joined = shapes.stream().map(Summary::shape).collect(Collectors.joining(", "));
        return shapes.size() == 1 ? joined : "[" + joined + "]";
    }

    /**
     * A shape as Python writes it, {@code (None, 28, 28, 1)}.
     *
     * @param shape the shape
     * @return the text; {@code ?} if nothing is known
     */
    public static String shape(Shape shape) {
        if (shape.isUnknown()) {
            return "?";
        }
        String sizes = shape.toList().stream()
                .map(size -> size == Shape.ANY ? "None" : Integer.toString(size))
                .collect(Collectors.joining(", "));
        return "(" + sizes + ")";
    }

    private static String connections(ModelLayer layer) {
        String all = layer.calls().stream()
                .flatMap(call -> call.inputs().stream())
                .map(ref -> ref.layer() + "[" + ref.call() + "][" + ref.output() + "]")
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? "-" : all;
    }

    /** Whether the graph is a chain: then Keras leaves out where each layer takes its input from. */
    private static boolean isChain(ModelGraph graph) {
        if (graph.className().equals("Sequential")) {
            return true;
        }
        Set<String> taken = new HashSet<>();
        boolean hasOneEntry =
                graph.layers().stream().filter(ModelLayer::isInput).count() <= 1;
        return hasOneEntry
                && graph.layers().stream().filter(layer -> !layer.isInput()).allMatch(layer -> takesOne(layer, taken));
    }

    private static boolean takesOne(ModelLayer layer, Set<String> taken) {
        return layer.calls().size() <= 1
                && layer.calls().stream()
                        .map(ModelCall::inputs)
                        .allMatch(inputs -> inputs.size() <= 1
                                && inputs.stream().map(TensorRef::layer).allMatch(taken::add));
    }

    private void printTotals(Page page) {
        long bytes = elementBytes(inspection.stored());
        long all = inspection.parameters();
        long trainable = inspection.trainableParameters();
        long optimizer = hasOptimizerTotal() ? elements(inspection.optimizer()) : 0;
        long optimizerBytes = optimizer == 0 ? 0 : bytes(inspection.optimizer());
        printTotal(page, "Total params", all + optimizer, all * bytes + optimizerBytes);
        printTotal(page, "Trainable params", trainable, trainable * bytes);
        printTotal(page, "Non-trainable params", all - trainable, (all - trainable) * bytes);
        if (optimizer > 0) {
            printTotal(page, "Optimizer params", optimizer, optimizerBytes);
        }
    }

    /** Keras 3 counts the optimizer's state into the total, Keras 1 and 2 do not. */
    private boolean hasOptimizerTotal() {
        return inspection.origin().orElseThrow().generation() == io.github.kerasjvm.config.Generation.KERAS_3;
    }

    private static void printTotal(Page page, String name, long elements, long bytes) {
        page.line(" " + page.strong(name + ": ") + Sizes.count(elements) + " (" + Sizes.bytes(bytes) + ")");
    }

    /** The bytes of one element of the weights; 4 unless the file holds them in one other type. */
    private static long elementBytes(List<ArraySummary> arrays) {
        List<Integer> sizes = arrays.stream()
                .filter(array -> array.type().startsWith("float"))
                .map(array -> typeBytes(array.type()))
                .distinct()
                .toList();
        return sizes.size() == 1 ? sizes.get(0) : Float.BYTES;
    }

    /**
     * The number of elements of some arrays.
     *
     * @param arrays the arrays
     * @return the sum
     */
    public static long elements(List<ArraySummary> arrays) {
        return arrays.stream().mapToLong(array -> array.shape().elements()).sum();
    }

    /**
     * The number of bytes of some arrays.
     *
     * @param arrays the arrays
     * @return the sum
     */
    public static long bytes(List<ArraySummary> arrays) {
        return arrays.stream()
                .mapToLong(array -> array.shape().elements() * typeBytes(array.type()))
                .sum();
    }

    private static int typeBytes(String type) {
        String bits = type.replaceAll("[^0-9]", "");
        return bits.isEmpty() ? 1 : Math.max(1, Integer.parseInt(bits) / 8);
    }
}
