package io.github.kerasjvm.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.read.Json;
import io.github.kerasjvm.read.Limits;
import io.github.kerasjvm.read.RawModel;
import io.github.kerasjvm.read.StoredArray;
import io.github.kerasjvm.read.WeightSource;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A file as if training were to begin: with another head, or with first weights throughout. What comes of it is an open file
 * like any other, so that nobody behind has to know. The state of the optimizer belongs to the old weights, and is left out.
 */
final class Beginning {

    private final OpenModel open;
    private final Limits limits;
    private final Function<RawModel, ModelGraph> graphs;
    private final Problems problems = Problems.none();
    private final Map<StoredArray, StoredArray> drawn = new IdentityHashMap<>();

    /**
     * Begins with a file.
     *
     * @param open the file, whole
     * @param limits how much it may ask for
     * @param graphs reads the layers of an architecture
     */
    Beginning(OpenModel open, Limits limits, Function<RawModel, ModelGraph> graphs) {
        this.open = open;
        this.limits = limits;
        this.graphs = graphs;
    }

    /** A file, and what became of its head. */
    record Begun(RawModel raw, Optional<ReplacedHead> head) {}

    /**
     * Changes the file.
     *
     * @param head another head
     * @param fresh the seed of new weights for all layers
     * @return the changed file, which owns the open one
     * @throws ImportException with all problems found, if it cannot be changed
     */
    Begun with(Optional<NewHead> head, Optional<Long> fresh) {
        fresh.ifPresent(seed -> draw(open.graph(), open.weights(), new DrawnWeights(open.origin(), seed, problems)));
        Begun begun = head.map(this::headed).orElseGet(() -> new Begun(open.raw(), Optional.empty()));
        if (problems.count() > 0) {
            throw ImportException.of(open.raw().file(), problems.list());
        }
        RawModel raw = begun.raw();
        return new Begun(with(raw.config(), raw.weights().map(this::replaced), List.of()), begun.head());
    }

    private RawModel with(Optional<String> config, Optional<WeightSource> weights, List<StoredArray> optimizer) {
        RawModel raw = open.raw();
        return new RawModel(
                raw.file(),
                raw.container(),
                config,
                raw.trainingConfig(),
                raw.kerasVersion(),
                raw.backend(),
                weights,
                optimizer,
                raw.resource());
    }

    private static ShapeInference shapes(ModelGraph graph) {
        return ShapeInference.of(graph, GraphShapes.inputs(graph), Problems.none());
    }

    private Begun headed(NewHead wanted) {
        RawModel raw = open.raw();
        ShapeInference before = shapes(open.graph());
        List<HeadFinder.Way> ways = new HeadFinder(raw.file(), open.graph(), before).find(wanted.layer());
        ModelLayer head = ways.get(0).head();
        String config = raw.config().orElseThrow();
        JsonNode root = Json.parse(raw.file(), config, limits);
        HeadText text = new HeadText(raw.file(), config, root, limits);
        int units = text.replace(ways, wanted);
        ModelGraph graph = graphs.apply(with(Optional.of(text.toString()), raw.weights(), List.of()));
        text.shapes(open.graph(), before, shapes(graph));
        if (wanted.freezesBase()) {
            text.freezeBase(head);
        }
        List<BoundWeight> weights = open.weights().stream()
                .filter(weight -> weight.layer().path().equals(head.path()))
                .toList();
        draw(graph, weights, new DrawnWeights(open.origin(), wanted.seed(), problems));
        ReplacedHead replaced = new ReplacedHead(
                head.path(),
                head.className(),
                units,
                wanted.units(),
                ways.stream().map(HeadFinder.Way::output).toList(),
                text.changes());
        return new Begun(with(Optional.of(text.toString()), raw.weights(), List.of()), Optional.of(replaced));
    }

    /** Draws weights anew, as a model needs them. */
    private void draw(ModelGraph graph, List<BoundWeight> weights, DrawnWeights source) {
        Map<String, List<WeightSpec>> specs = shapes(graph).weights();
        for (BoundWeight weight : weights) {
            String path = weight.layer().path();
            Optional<WeightSpec> now = specs.getOrDefault(path, List.of()).stream()
                    .filter(spec -> spec.name().equals(weight.spec().name()))
                    .findFirst();
            if (now.isPresent() && !DrawnWeights.isKept(weight.layer(), now.get())) {
                JsonNode own = weight.layer().arguments();
                JsonNode wrapped = own.path("layer").path("config");
                source.inPlaceOf(weight, wrapped.isObject() ? wrapped : own, now.get())
                        .ifPresent(array -> drawn.put(weight.array(), array));
            }
        }
    }

    private WeightSource replaced(WeightSource source) {
        if (source instanceof WeightSource.Grouped grouped) {
            return new WeightSource.Grouped(grouped.groups().stream()
                    .map(group -> new WeightSource.Group(group.layer(), replaced(group.arrays())))
                    .toList());
        }
        return new WeightSource.Tree(replaced(((WeightSource.Tree) source).root()));
    }

    private WeightSource.Node replaced(WeightSource.Node node) {
        Map<String, WeightSource.Node> children = new LinkedHashMap<>();
        node.children().forEach((name, child) -> children.put(name, replaced(child)));
        return new WeightSource.Node(node.path(), node.layerName(), replaced(node.variables()), children);
    }

    private List<StoredArray> replaced(List<StoredArray> arrays) {
        return arrays.stream().map(array -> drawn.getOrDefault(array, array)).toList();
    }
}
