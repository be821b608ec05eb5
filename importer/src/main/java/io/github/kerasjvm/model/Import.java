package io.github.kerasjvm.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.config.Dialect;
import io.github.kerasjvm.config.Freezing;
import io.github.kerasjvm.config.Keras1Freezing;
import io.github.kerasjvm.config.Keras1Layout;
import io.github.kerasjvm.config.ModelConfig;
import io.github.kerasjvm.config.Origin;
import io.github.kerasjvm.config.OriginReader;
import io.github.kerasjvm.config.Semantics;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Layers;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.read.Json;
import io.github.kerasjvm.read.Limits;
import io.github.kerasjvm.read.ModelReader;
import io.github.kerasjvm.read.RawModel;
import io.github.kerasjvm.read.StoredArray;
import io.github.kerasjvm.read.WeightSource;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Takes a Keras file through all stages: {@code Import.of(path).load()}. Immutable; each option gives a new value.
 *
 * <p>Opening a file never runs code from it, loads no class that it names, and reads no other file than those given.
 *
 * @param file the model, or its architecture
 * @param weightsFile the weights, if they are in a file of their own
 * @param matching how the arrays of that file find their layers
 * @param limits how much the file may ask for
 * @param backend the backend that wrote the file, if the caller knows better
 * @param layers the caller's own layers
 * @param frozen the paths of layers that are not to be trained, whatever the file says; {@code *} stands for anything
 * @param head another head than the file's; empty for the file's own
 * @param fresh the seed of first weights for all layers, in place of the file's; empty for the file's own
 */
public record Import(
        Path file,
        Optional<Path> weightsFile,
        WeightMatching matching,
        Limits limits,
        Optional<String> backend,
        List<Kind<?>> layers,
        List<String> frozen,
        Optional<NewHead> head,
        Optional<Long> fresh) {
    /** Keeps its own copies. */
    public Import {
        layers = List.copyOf(layers);
        frozen = List.copyOf(frozen);
    }

    /**
     * An import of a file.
     *
     * @param file an {@code .h5} or {@code .keras} file, or an architecture as JSON or YAML
     * @return the import, with default options
     */
    public static Import of(Path file) {
        return new Import(
                file,
                Optional.empty(),
                WeightMatching.EXACT,
                Limits.DEFAULT,
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * The same import with the weights from a file of their own.
     *
     * @param weights an {@code .h5} or {@code .weights.h5} file
     * @return the import
     */
    public Import weights(Path weights) {
        return weights(weights, WeightMatching.EXACT);
    }

    /**
     * The same import with weights from another file, of which only some may fit. What that file does not give stays as it
     * is in this one, if this is a whole model; {@link #inspect()} tells what became of each array.
     *
     * @param weights an {@code .h5} or {@code .weights.h5} file, or any model file, of which the weights are taken
     * @param rule how its arrays find their layers
     * @return the import
     */
    public Import weights(Path weights, WeightMatching rule) {
        return new Import(file, Optional.of(weights), rule, limits, backend, layers, frozen, head, fresh);
    }

    /**
     * The same import with other limits.
     *
     * @param other the limits
     * @return the import
     */
    public Import limits(Limits other) {
        return new Import(file, weightsFile, matching, other, backend, layers, frozen, head, fresh);
    }

    /**
     * The same import for a file whose backend the caller knows; decides whether convolution kernels are flipped.
     *
     * @param name {@code tensorflow}, {@code theano}, {@code jax}
     * @return the import
     */
    public Import backend(String name) {
        return new Import(file, weightsFile, matching, limits, Optional.of(name), layers, frozen, head, fresh);
    }

    /**
     * The same import with a layer of the caller, which comes before one of Keras of the same class name.
     *
     * @param kind the kind of layer
     * @return the import
     */
    public Import layer(Kind<?> kind) {
        List<Kind<?>> all = new ArrayList<>(layers);
        all.add(kind);
        return new Import(file, weightsFile, matching, limits, backend, all, frozen, head, fresh);
    }

    /**
     * The same import of another file.
     *
     * @param other the model, with its weights; what was frozen or begun anew is so there already
     * @return the import
     */
    public Import at(Path other) {
        return new Import(
                other,
                Optional.empty(),
                WeightMatching.EXACT,
                limits,
                backend,
                layers,
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * The same import with layers that are not to be trained, as if the file said so.
     *
     * @param paths the paths of layers, {@code outer/inner}; {@code *} stands for anything
     * @return the import
     */
    public Import freeze(List<String> paths) {
        return new Import(file, weightsFile, matching, limits, backend, layers, paths, head, fresh);
    }

    /**
     * The same import with another head: the last layer with weights has other units and first weights, drawn as its
     * initializers say; all else stays. The optimizer's state is left out.
     *
     * @param other the head
     * @return the import
     */
    public Import newHead(NewHead other) {
        return new Import(file, weightsFile, matching, limits, backend, layers, frozen, Optional.of(other), fresh);
    }

    /**
     * The same import with first weights in all layers, drawn as their initializers say, in place of those of the file. What
     * layers learned by counting ({@code Normalization.adapt}) stays. The optimizer's state is left out.
     *
     * @param seed decides the weights
     * @return the import
     */
    public Import fresh(long seed) {
        return new Import(file, weightsFile, matching, limits, backend, layers, frozen, head, Optional.of(seed));
    }

    /**
     * What becomes of the model's head.
     *
     * @return the layer that begins anew; empty without {@link #newHead}
     * @throws ImportException if the model cannot have another head
     */
    public Optional<ReplacedHead> replacedHead() {
        if (head.isEmpty()) {
            return Optional.empty();
        }
        Beginning.Begun begun = begun();
        begun.raw().close();
        return begun.head();
    }

    /**
     * Tells what is in the file, without reading the weights' elements. Problems of the model are in the result; also
     * weights alone are told.
     *
     * @return what is in the file
     * @throws ImportException if the file is no model or too damaged to tell anything
     */
    public Inspection inspect() {
        try (RawModel raw = open();
                RawModel own = openOwn(raw)) {
            return stages(raw, own).inspection();
        }
    }

    /**
     * Reads the model.
     *
     * @return the model
     * @throws ImportException with all problems found, if there is any
     */
    public KerasModel load() {
        try (RawModel raw = open();
                RawModel own = openOwn(raw)) {
            Stages stages = stages(raw, own);
            requireSamePlaces(stages);
            if (stages.problems.count() > 0) {
                throw ImportException.of(raw.file(), stages.problems.list());
            }
            // Word for word where nothing was asked for.
            String config = frozen.isEmpty()
                    ? raw.config().orElseThrow()
                    : architecture(raw).toString();
            return stages.model(config);
        }
    }

    /**
     * Opens the file, and finds the place of every weight in it. Weights that {@link #load()} takes by name or by order from
     * another file are not looked at: they stand where those of the model's own file are.
     *
     * @return the open file; the caller closes it
     * @throws ImportException with all problems found, if there is any but with the weights
     */
    public OpenModel openModel() {
        RawModel raw = matching.isPartial() ? ModelReader.open(file, limits) : open();
        try {
            Stages stages = stages(raw, raw);
            Wired wired = stages.wired.orElseThrow(() -> ImportException.of(raw.file(), stages.problems.list()));
            boolean isWhole = stages.problems.count() == 0;
            return new OpenModel(raw, wired.origin, wired.config, wired.graph, isWhole ? wired.bound : List.of());
        } catch (RuntimeException | Error e) {
            raw.close();
            throw e;
        }
    }

    private RawModel open() {
        return begins() ? begun().raw() : opened();
    }

    private boolean begins() {
        return head.isPresent() || fresh.isPresent();
    }

    /**
     * Where names do not tell, weights are found by their order, which freezing changes in files; the one at hand was written
     * before.
     */
    private void requireSamePlaces(Stages stages) {
        boolean freezes = !frozen.isEmpty() || head.stream().anyMatch(NewHead::freezesBase);
        if (!freezes || matching.isPartial() || stages.wired.isEmpty() || stages.problems.count() > 0) {
            return;
        }
        try (OpenModel before = plain().openModel()) {
            Map<String, String> places = new LinkedHashMap<>();
            before.weights()
                    .forEach(weight -> places.put(weight.name(), weight.array().path()));
            for (BoundWeight weight : stages.wired.get().bound) {
                if (!weight.array().path().equals(places.get(weight.name()))) {
                    stages.problems
                            .at(weight.layer().path(), weight.layer().className())
                            .add(
                                    Code.TRAINING,
                                    weight.spec().name(),
                                    "is found in the file by its order, not by its name; that would be another with"
                                            + " frozen layers",
                                    "Freeze the layers in Python, or freeze none inside of this model");
                }
            }
        }
    }

    private Import plain() {
        return new Import(
                file, weightsFile, matching, limits, backend, layers, List.of(), Optional.empty(), Optional.empty());
    }

    /** The file, changed before anybody looks at it. */
    private Beginning.Begun begun() {
        if (matching.isPartial()) {
            throw new IllegalArgumentException(
                    "a new head and new weights are for whole models; take the weights by name or order in a step before");
        }
        Import plain = plain();
        OpenModel open = plain.openModel();
        try {
            if (open.weights().isEmpty()) {
                throw ImportException.of(open.raw().file(), plain.inspect().problems());
            }
            return new Beginning(
                            open, limits, raw -> plain.stages(raw, raw).wired.orElseThrow().graph)
                    .with(head, fresh);
        } catch (RuntimeException | Error e) {
            open.close();
            throw e;
        }
    }

    private RawModel opened() {
        return weightsFile.isPresent()
                ? ModelReader.open(file, weightsFile.get(), limits)
                : ModelReader.open(file, limits);
    }

    /** The model's own file once more, whose weights stay where the weights file gives none; the same where it gives all. */
    private RawModel openOwn(RawModel raw) {
        return weightsFile.isPresent() && matching.isPartial() ? ModelReader.open(file, limits) : raw;
    }

    private Stages stages(RawModel raw, RawModel own) {
        Problems problems = Problems.none();
        if (raw.config().isEmpty()) {
            problems.add(
                    Code.WEIGHTS_ONLY,
                    "",
                    "the file holds weights and no architecture",
                    "Give the architecture as model.json, and this file with --weights");
            return new Stages(raw, problems, Optional.empty());
        }
        JsonNode root = architecture(raw);
        Freezing.unmatched(root, frozen)
                .forEach(pattern -> problems.add(
                        Code.TRAINING, "", "no layer has a path like \"" + pattern + "\", which is to be frozen", ""));
        if (problems.count() > 0) {
            return new Stages(raw, problems, Optional.empty());
        }
        Origin origin = OriginReader.read(raw, root, backend);
        Keras1Layout.Readings layouts = Keras1Layout.readings(Keras1Freezing.applied(root, origin), origin);
        List<Stages> readings = layouts.models().stream()
                .map(model -> stages(raw, own, origin, model))
                .toList();
        List<Stages> sound = readings.stream()
                .filter(reading -> reading.problems.count() == 0)
                .toList();
        if (sound.size() > 1 && layouts.isOpen()) {
            Keras1Layout.report(root, sound.get(0).problems);
        }
        return sound.isEmpty() ? readings.get(0) : sound.get(0);
    }

    private JsonNode architecture(RawModel raw) {
        return Freezing.applied(Json.parse(raw.file(), raw.config().orElseThrow(), limits), frozen);
    }

    private Stages stages(RawModel raw, RawModel own, Origin origin, JsonNode root) {
        Problems problems = Problems.none();
        Dialect dialect = Dialect.of(origin);
        ModelConfig config = OpenInput.filled(dialect.read(root, problems), raw.weights());
        if (config.layers().isEmpty()) {
            return new Stages(raw, problems, Optional.empty());
        }
        ModelGraph graph = new GraphBuilder(Layers.with(layers), dialect, problems).build(config);
        if (own != raw && own.weights().isPresent()) {
            checkSameSemantics(origin, OriginReader.read(own, root, backend), problems);
        }
        return new Stages(raw, problems, Optional.of(wired(raw, own, origin, config, graph, problems)));
    }

    /** Weights of two files are used side by side; what they mean has to be the same. */
    private static void checkSameSemantics(Origin weights, Origin own, Problems problems) {
        Semantics theirs = Semantics.of(weights);
        Semantics ours = Semantics.of(own);
        if (theirs.flippedKernels() != ours.flippedKernels() || theirs.kernelsOfKeras1() != ours.kernelsOfKeras1()) {
            problems.add(
                    Code.WEIGHTS_MATCHING,
                    "",
                    "the weights file was written by " + weights + ", the model by " + own
                            + "; their kernels are stored differently",
                    "Save the weights again with the Keras and the backend of the model");
        }
    }

    private Wired wired(
            RawModel raw, RawModel own, Origin origin, ModelConfig config, ModelGraph graph, Problems problems) {
        List<Shape> inputs = GraphShapes.inputs(graph);
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i).isUnknown()) {
                String name = graph.inputs().get(i).layer();
                problems.at(name, "InputLayer")
                        .add(
                                Code.SHAPE_UNKNOWN,
                                "",
                                "the file gives no shape for this input",
                                "Build the model before saving it");
            }
        }
        ShapeInference shapes = ShapeInference.of(graph, inputs, problems);
        if (own == raw) {
            return new Wired(
                    origin,
                    config,
                    graph,
                    shapes,
                    WeightBinder.bind(graph, shapes.weights(), raw.weights(), problems),
                    Optional.empty());
        }
        List<BoundWeight> kept = own.weights().isEmpty()
                ? List.of()
                : WeightBinder.bind(graph, shapes.weights(), own.weights(), Problems.none());
        PartialWeights.Result result = PartialWeights.match(
                graph,
                new WeightBinder(shapes.weights(), problems),
                raw.weights().orElseThrow(),
                matching,
                kept);
        return new Wired(origin, config, graph, shapes, result.bound(), Optional.of(result.report()));
    }

    /** A model whose layers are known as far as they can be. */
    private record Wired(
            Origin origin,
            ModelConfig config,
            ModelGraph graph,
            ShapeInference shapes,
            List<BoundWeight> bound,
            Optional<WeightReport> report) {}

    /** All that was found out about an open file. */
    private record Stages(RawModel raw, Problems problems, Optional<Wired> wired) {

        KerasModel model(String config) {
            Wired w = wired.orElseThrow();
            Map<String, Tensor> weights = new LinkedHashMap<>();
            w.bound.forEach(weight -> weights.put(weight.name(), weight.read()));
            return new KerasModel(raw.file(), w.origin, w.graph, config, raw.trainingConfig(), weights);
        }

        Inspection inspection() {
            return new Inspection(
                    raw.file(),
                    raw.container(),
                    wired.map(Wired::origin),
                    wired.map(Wired::graph),
                    wired.map(w -> new Summaries(w.shapes).of(w.graph)).orElse(List.of()),
                    raw.weights().stream()
                            .flatMap(Stages::arrays)
                            .map(ArraySummary::of)
                            .toList(),
                    raw.optimizer().stream().map(ArraySummary::of).toList(),
                    raw.trainingConfig(),
                    wired.flatMap(Wired::report),
                    problems.list());
        }

        private static Stream<StoredArray> arrays(WeightSource source) {
            return source instanceof WeightSource.Grouped grouped
                    ? grouped.groups().stream().flatMap(group -> group.arrays().stream())
                    : arrays(((WeightSource.Tree) source).root());
        }

        private static Stream<StoredArray> arrays(WeightSource.Node node) {
            return Stream.concat(
                    node.variables().stream(), node.children().values().stream().flatMap(Stages::arrays));
        }
    }
}
