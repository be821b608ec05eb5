package io.github.kerasjvm.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.cli.text.Columns;
import io.github.kerasjvm.cli.text.Page;
import io.github.kerasjvm.cli.text.Sizes;
import io.github.kerasjvm.cli.text.Summary;
import io.github.kerasjvm.cli.text.ToJson;
import io.github.kerasjvm.config.Origin;
import io.github.kerasjvm.config.TensorRef;
import io.github.kerasjvm.model.ArraySummary;
import io.github.kerasjvm.model.Inspection;
import io.github.kerasjvm.model.LayerSummary;
import io.github.kerasjvm.model.ModelGraph;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.Optional;

/** What {@code inspect} found out. */
record InspectAnswer(Inspection inspection, boolean expandsNested, Optional<InspectCommand.EngineTrial> trial)
        implements Answer {

    @Override
    public ExitCode exit() {
        return ExitCode.DONE;
    }

    @Override
    public void print(Page page) {
        if (inspection.graph().isPresent()) {
            new Summary(inspection, expandsNested).print(page);
        } else {
            printArrays(page);
        }
        page.gap();
        Columns facts = new Columns("ll").row("File", inspection.file() + ", " + kind());
        inspection.origin().ifPresent(origin -> facts.row("Written by", writtenBy(origin)));
        inspection.graph().ifPresent(graph -> {
            graph.inputs().forEach(ref -> facts.row("Input", ref.layer() + " " + shape(ref)));
            graph.outputs().forEach(ref -> facts.row("Output", ref.layer() + " " + shape(ref)));
        });
        TrainingText training = TrainingText.of(inspection);
        facts.row("Training", training.text());
        trial.ifPresent(
                t -> facts.row("Engine", t.engine() + (t.runs() ? " runs it" : " does not run it: " + t.reason())));
        facts.print(page, "");
        inspection.weightReport().ifPresent(report -> new WeightReportText(report).print(page));
        printProblems(page);
    }

    private void printArrays(Page page) {
        page.line(page.strong("Weights without an architecture"));
        Columns table = new Columns("lll");
        inspection.stored().forEach(a -> table.row(a.path(), a.shape().toString(), a.type()));
        table.print(page, " ");
        page.line(" " + page.strong("Total: ") + Sizes.count(Summary.elements(inspection.stored())) + " ("
                + Sizes.bytes(Summary.bytes(inspection.stored())) + ")");
    }

    private void printProblems(Page page) {
        if (inspection.problems().isEmpty()) {
            return;
        }
        page.gap();
        page.line(page.bad(
                inspection.problems().size() == 1
                        ? "1 problem keeps it from running:"
                        : inspection.problems().size() + " problems keep it from running:"));
        inspection.problems().forEach(problem -> page.line("  " + problem));
    }

    private String kind() {
        String container =
                switch (inspection.container()) {
                    case HDF5 -> "HDF5";
                    case KERAS_ZIP -> "Keras archive (zip)";
                    case JSON -> "JSON";
                    case YAML -> "YAML";
                };
        if (inspection.graph().isEmpty()) {
            return container + " of weights alone";
        }
        return container + (inspection.stored().isEmpty() ? " of an architecture alone" : " of a whole model");
    }

    private static String writtenBy(Origin origin) {
        return origin + (origin.backendNote().isEmpty() ? "" : " (" + origin.backendNote() + ")");
    }

    private Shape shape(TensorRef ref) {
        return layer(ref.layer())
                .filter(layer -> layer.outputs().size() > ref.output())
                .map(layer -> layer.outputs().get(ref.output()))
                .orElse(Shape.UNKNOWN);
    }

    private Optional<LayerSummary> layer(String path) {
        return inspection.layers().stream()
                .filter(layer -> layer.path().equals(path))
                .findFirst();
    }

    @Override
    public ObjectNode json() {
        ObjectNode root = ToJson.object();
        root.put("file", inspection.file());
        root.put("container", inspection.container().name().toLowerCase(java.util.Locale.ROOT));
        root.put("isModel", inspection.graph().isPresent());
        inspection.origin().ifPresent(origin -> root.putObject("origin")
                .put("generation", origin.generation().toString())
                .put("kerasVersion", origin.version())
                .put("backend", origin.backend())
                .put("backendNote", origin.backendNote()));
        inspection.graph().ifPresent(graph -> putModel(root.putObject("model"), graph));
        putLayers(root.putArray("layers"));
        long all = inspection.parameters();
        root.putObject("parameters")
                .put("total", all)
                .put("trainable", inspection.trainableParameters())
                .put("nonTrainable", all - inspection.trainableParameters());
        root.set("training", TrainingText.of(inspection).json());
        putArrays(root.putArray("weights"), inspection.stored());
        inspection.weightReport().ifPresent(report -> root.set("weightReport", new WeightReportText(report).json()));
        root.set("problems", ToJson.problems(inspection.file(), inspection.problems()));
        trial.ifPresent(t -> root.putObject("engine")
                .put("name", t.engine())
                .put("runs", t.runs())
                .put("reason", t.reason()));
        return root;
    }

    private void putModel(ObjectNode target, ModelGraph graph) {
        target.put("class", graph.className()).put("name", graph.name());
        putPorts(target.putArray("inputs"), graph.inputs());
        putPorts(target.putArray("outputs"), graph.outputs());
    }

    private void putPorts(ArrayNode target, List<TensorRef> ports) {
        ports.forEach(ref -> target.addObject().put("name", ref.layer()).set("shape", ToJson.shape(shape(ref))));
    }

    private void putLayers(ArrayNode target) {
        for (LayerSummary layer : inspection.layers()) {
            ObjectNode row = target.addObject().put("path", layer.path()).put("class", layer.className());
            ArrayNode outputs = row.putArray("outputShapes");
            layer.outputs().forEach(shape -> outputs.add(ToJson.shape(shape)));
            row.put("parameters", layer.parameters())
                    .put("trainableParameters", layer.trainableParameters())
                    .put("isModel", layer.isModel())
                    .put("isKnown", layer.isKnown())
                    .set("inputs", ToJson.texts(layer.inputs()));
        }
    }

    private static void putArrays(ArrayNode target, List<ArraySummary> arrays) {
        arrays.forEach(a ->
                target.addObject().put("path", a.path()).put("type", a.type()).set("shape", ToJson.shape(a.shape())));
    }
}
