package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.config.TensorRef;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.model.ModelGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A folder of models with what Keras recorded of them, told by its {@code index.tsv}. */
record Suite(Path folder) {

    /** A model with a golden, the file of its weights if they are apart, and the relative error that is right for it. */
    record Row(Path folder, String file, String weights, String golden, double tolerance) {
        Path model() {
            return folder.resolve(file);
        }
    }

    static Path fixtures() {
        return Path.of(System.getProperty("keras-jvm.fixtures"));
    }

    static Path shared() {
        return Path.of(System.getProperty("keras-jvm.shared"));
    }

    /** The models that have a golden; none if the folder is not there. */
    List<Row> rows() {
        Path index = folder.resolve("index.tsv");
        if (!Files.exists(index)) {
            return List.of();
        }
        try {
            List<String> lines = Files.readAllLines(index);
            List<String> header = List.of(lines.get(0).split("\t", -1));
            List<Row> rows = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                List<String> cells = List.of(line.split("\t", -1));
                Row row = new Row(
                        folder,
                        cells.get(header.indexOf("file")),
                        cells.get(header.indexOf("weights_file")),
                        cells.get(header.indexOf("golden")),
                        // Keras computed some in half precision.
                        line.contains("tolerance 5e-3") ? 5e-3 : 1e-4);
                if (!row.golden().isEmpty()) {
                    rows.add(row);
                }
            }
            return rows;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The part of a model that one of its outputs needs, so that a layer that is refused does not hide the others. */
    static KerasModel withOutput(KerasModel model, int output) {
        ModelGraph graph = model.graph();
        TensorRef wanted = graph.outputs().get(output);
        Set<String> needed = new HashSet<>(Set.of(wanted.layer()));
        List<ModelGraph.Step> order = new ArrayList<>();
        for (int i = graph.order().size() - 1; i >= 0; i--) {
            ModelGraph.Step step = graph.order().get(i);
            boolean isNeeded = needed.contains(step.layer().name());
            if (isNeeded && !step.layer().isInput()) {
                step.layer().calls().forEach(call -> Stream.concat(
                                call.inputs().stream(), call.masks().stream().flatMap(Optional::stream))
                        .forEach(ref -> needed.add(ref.layer())));
            }
            if (isNeeded || step.layer().isInput()) {
                order.add(0, step);
            }
        }
        ModelGraph part =
                new ModelGraph(graph.className(), graph.name(), graph.layers(), graph.inputs(), List.of(wanted), order);
        return new KerasModel(
                model.file(), model.origin(), part, model.config(), model.trainingConfig(), model.weights());
    }
}
