package io.github.kerasjvm.export.keras;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.config.Generation;
import io.github.kerasjvm.config.Origin;
import io.github.kerasjvm.data.SafeFile;
import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.Layers;
import io.github.kerasjvm.layer.WeightParts;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.lift.Change;
import io.github.kerasjvm.layer.operation.Operation;
import io.github.kerasjvm.model.Architecture;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.model.ModelGraph;
import io.github.kerasjvm.model.ModelLayer;
import io.github.kerasjvm.model.OpenModel;
import io.github.kerasjvm.model.StoredForm;
import io.github.kerasjvm.model.WeightPlaces;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.problem.Problem;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes a model of an older generation, Keras 1, Keras 2 or tf_keras, as an archive that Keras 3 opens, where it means the
 * same there. What does not is refused, layer by layer, with the reason.
 *
 * <p>The proof is the file itself: it is read again, and has to be the same computation at inference as the model that it
 * was written from, operation for operation, with arrays of the same bits.
 */
public final class Keras3Writer {

    /** Told where the file has a state of the optimizer, which is not written here. */
    public static final Change BEGINS_ANEW =
            new Change("", "", Change.Kind.TRAINING, "the optimizer begins anew; its state is not written");

    /** The Keras whose words are written. */
    private static final Origin KERAS_3 = new Origin(Generation.KERAS_3, "3.15.1", "tensorflow", "");

    /** Sizes that are tried for those that a model leaves open. */
    private static final List<Integer> SIZES = List.of(8, 16, 32, 64, 128, 224);

    private final Import source;
    private final KerasModel model;

    private Keras3Writer(Import source, KerasModel model) {
        this.source = source;
        this.model = model;
    }

    /**
     * A writer of a model.
     *
     * @param source the file that the model came from
     * @param model the model, with the weights to be written
     * @return the writer
     */
    public static Keras3Writer of(Import source, KerasModel model) {
        return new Keras3Writer(source, model);
    }

    /** What is written. */
    private record Content(
            String config, Map<String, Tensor> weights, Map<String, String> paths, List<Change> changes) {}

    /**
     * Writes the model. The file appears when it is complete and was proved to be the same; when something fails, nothing is
     * left behind, and what was there stays.
     *
     * @param target the file; an existing one is replaced
     * @return what was said in other words, and what Keras 3 does otherwise in training
     * @throws KerasWriteException if Keras 3 has no words for something; the message tells all such places
     * @throws io.github.kerasjvm.data.DataException if the file cannot be written
     */
    public List<Change> write(Path target) {
        Content content = lifted();
        SafeFile.write(target, out -> write(content, out), written -> requireSame(written, content));
        return content.changes();
    }

    private Content lifted() {
        try (OpenModel open = source.openModel()) {
            if (open.origin().generation() == Generation.KERAS_3) {
                throw new KerasWriteException(model.file() + ": is of Keras 3 already");
            }
            Lifter lifter = new Lifter(open.origin(), Layers.with(source.layers()), Architecture.shapes(open.graph()));
            ObjectNode said = lifter.model(open.config());
            requireNone(lifter.problems());
            CompiledLift compiled = new CompiledLift(
                    open.origin(),
                    model.outputs().stream().map(KerasModel.Port::name).toList(),
                    name -> lifter.paths().getOrDefault(name, name),
                    lifter.changes()::add);
            boolean hasState = !open.raw().optimizer().isEmpty();
            said.set("compile_config", compiled.of(model.trainingConfig(), hasState));
            return new Content(
                    said.toString(),
                    renamed(model.weights(), lifter.paths()),
                    lifter.paths(),
                    List.copyOf(lifter.changes()));
        }
    }

    private void requireNone(Problems problems) {
        if (problems.count() > 0) {
            throw new KerasWriteException(problems.list().stream()
                    .map(Problem::toString)
                    .collect(Collectors.joining(
                            System.lineSeparator() + "  ",
                            model.file() + ": Keras 3 has no words for:" + System.lineSeparator() + "  ",
                            "")));
        }
    }

    /**
     * Gives arrays of the weights' shapes the names and the form that the weights have in Keras 3.
     *
     * @param arrays an array for each weight of the model, by its name
     * @return the arrays; those of weights that Keras 3 has not are left out
     * @throws KerasWriteException if Keras 3 has no words for the model
     */
    public Map<String, Tensor> renamed(Map<String, Tensor> arrays) {
        return renamed(arrays, lifted().paths());
    }

    private Map<String, Tensor> renamed(Map<String, Tensor> arrays, Map<String, String> paths) {
        Map<String, Tensor> weights = arrays;
        for (ModelLayer layer : model.graph().allLayers()) {
            Optional<Layer> own = layer.layer();
            if (own.isPresent()) {
                weights = WeightParts.changed(weights, layer.path(), own.get()::liftedWeights);
            }
        }
        Map<String, Tensor> renamed = new LinkedHashMap<>();
        for (ModelLayer layer : model.graph().allLayers()) {
            String prefix = layer.path() + "/";
            if (layer.layer().isPresent() && paths.containsKey(layer.path())) {
                weights.forEach((name, value) -> {
                    if (name.startsWith(prefix)) {
                        renamed.put(paths.get(layer.path()) + "/" + name.substring(prefix.length()), value);
                    }
                });
            }
        }
        return renamed;
    }

    private void write(Content content, OutputStream out) throws IOException {
        ModelGraph graph = Architecture.read(model.file(), content.config(), KERAS_3, source.layers());
        WeightPlaces places = WeightPlaces.of(graph);
        TreeFile file = new TreeFile();
        for (WeightPlaces.Place place : places.tree(graph)) {
            if (place.layer().layer().filter(Operation.class::isInstance).isPresent()) {
                continue; // is none of the layers of the model in Keras 3, and has no weights
            }
            String name = place.isPart() ? "" : place.layer().name();
            List<NamedArray> arrays = place.weights().stream()
                    .map(weight -> array(weight, place.layer(), places, content))
                    .toList();
            file.object(place.place(), name, arrays);
            Seeds.write(place, file);
        }
        String metadata = "{\"keras_version\": \"" + KERAS_3.version() + "\"}";
        Map<String, byte[]> others = new LinkedHashMap<>();
        others.put("metadata.json", metadata.getBytes(StandardCharsets.UTF_8));
        Archive.write(content.config(), file.finish(), others, out);
    }

    private NamedArray array(String weight, ModelLayer layer, WeightPlaces places, Content content) {
        WeightSpec spec = places.specs().get(layer.path()).stream()
                .filter(known -> weight.equals(layer.path() + "/" + known.name()))
                .findFirst()
                .orElseThrow();
        Tensor value = content.weights().get(weight);
        if (value == null || !value.shape().equals(spec.shape())) {
            throw new KerasWriteException(model.file() + ": " + weight + " is "
                    + (value == null ? "not in the model" : value.shape() + " in the model") + ", and " + spec.shape()
                    + " in Keras 3");
        }
        WeightSpec.Form form = spec.forms().get(0);
        float[] stored = StoredForm.of(form, value.toArray())
                .orElseThrow(() -> new KerasWriteException(model.file() + ": " + weight + " has no form in Keras 3"));
        return NamedArray.of(spec.simpleName(), Tensor.owning(form.shape(), stored));
    }

    /** Reads what was written, and holds its computation against that of the model. */
    private void requireSame(Path written, Content content) {
        KerasModel read;
        try {
            read = source.at(written).backend(KERAS_3.backend()).load();
        } catch (ImportException e) {
            throw new KerasWriteException(
                    model.file() + ": Keras 3 does not take what its words would be: " + e.getMessage());
        }
        List<String> differences = differences(read, content.paths());
        if (!differences.isEmpty()) {
            Problems problems = Problems.none();
            differences.stream()
                    .map(label -> label.replaceFirst("[@#].*$", ""))
                    .distinct()
                    .forEach(path -> report(path, problems));
            requireNone(problems);
        }
    }

    private void report(String path, Problems problems) {
        String className = model.graph().allLayers().stream()
                .filter(layer -> layer.path().equals(path))
                .map(ModelLayer::className)
                .findFirst()
                .orElse("");
        problems.at(path, className)
                .add(
                        Code.KERAS_3,
                        "",
                        "is computed otherwise by Keras 3 than by " + model.origin()
                                + ", although its arguments are the same",
                        "");
    }

    private List<String> differences(KerasModel read, Map<String, String> paths) {
        List<Shape> shapes = model.inputs().stream().map(KerasModel.Port::shape).toList();
        boolean isKnown = shapes.stream().allMatch(shape -> shape.isKnownFrom(1));
        IllegalArgumentException last = null;
        for (int size : isKnown ? SIZES.subList(0, 1) : SIZES) {
            List<Shape> known =
                    shapes.stream().map(shape -> filled(shape, size)).toList();
            OpGraph before;
            try {
                before = model.lower(known);
            } catch (IllegalArgumentException e) {
                last = e;
                continue;
            }
            return SameGraph.differences(before, read.lower(known), label -> renamed(label, paths));
        }
        throw new KerasWriteException(
                model.file() + ": cannot be proved to be the same: " + (last == null ? "" : last.getMessage()));
    }

    private static Shape filled(Shape shape, int size) {
        List<Integer> sizes = new ArrayList<>(shape.toList());
        for (int i = 1; i < sizes.size(); i++) {
            sizes.set(i, sizes.get(i) == Shape.ANY ? size : sizes.get(i));
        }
        return Shape.of(sizes);
    }

    private static String renamed(String label, Map<String, String> paths) {
        String path = label.replaceFirst("[@#].*$", "");
        return paths.getOrDefault(path, path) + label.substring(path.length());
    }
}
