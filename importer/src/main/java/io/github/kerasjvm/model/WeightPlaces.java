package io.github.kerasjvm.model;

import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.read.WeightSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the weights of a model stand in files: the rules by which they are found, for a writer. */
public final class WeightPlaces {

    private final Map<String, List<WeightSpec>> specs;

    private WeightPlaces(Map<String, List<WeightSpec>> specs) {
        this.specs = specs;
    }

    /**
     * The places of the weights of a model.
     *
     * @param graph the model, without problems
     * @return the places
     */
    public static WeightPlaces of(ModelGraph graph) {
        return new WeightPlaces(ShapeInference.of(graph, GraphShapes.inputs(graph), Problems.none())
                .weights());
    }

    /**
     * Some weights that stand together.
     *
     * @param place the name of the layer's group; or the path of the object in a tree, {@code layers/lstm/cell}
     * @param layer the layer
     * @param isPart whether the object is one below that of the layer
     * @param weights the names of the weights in the model, in the order of the file
     */
    public record Place(String place, ModelLayer layer, boolean isPart, List<String> weights) {
        /**
         * Keeps its own copy.
         *
         * @param place the name of the group, or the path of the object
         * @param layer the layer
         * @param isPart whether the object is one below that of the layer
         * @param weights the names of the weights in the model, in the order of the file
         */
        public Place {
            weights = List.copyOf(weights);
        }
    }

    /**
     * What the layers of a model need.
     *
     * @return the weights of each layer by its path
     */
    public Map<String, List<WeightSpec>> specs() {
        return java.util.Collections.unmodifiableMap(specs);
    }

    /**
     * The groups of a whole-model {@code .h5} file of Keras 3: one for each layer of the model, those without weights too.
     *
     * @param graph the model
     * @return the groups in the order of the layers
     */
    public List<Place> groups(ModelGraph graph) {
        GroupedWeights grouped =
                new GroupedWeights(new WeightBinder(specs, Problems.none()), new WeightSource.Grouped(List.of()));
        return graph.layers().stream()
                .map(layer -> new Place(
                        layer.name(),
                        layer,
                        false,
                        grouped.needs(layer).orElseThrow().stream()
                                .sorted(Comparator.comparing(need -> rank(layer, need)))
                                .map(need ->
                                        need.layer().path() + "/" + need.spec().name())
                                .toList()))
                .toList();
    }

    /**
     * All weights of a frozen layer are among those that are not trained, its own before those of its parts
     * (keras/src/layers/layer.py, {@code non_trainable_weights}). What it shares with a part comes first, as its own.
     */
    private int rank(ModelLayer layer, GroupedWeights.Need need) {
        if (layer.nested().isPresent() || layer.isTrainable()) {
            return 0;
        }
        int shared = layer.layer()
                .map(Layer::repeatedVariables)
                .map(repeated -> repeated.getOrDefault("", 0))
                .orElse(0);
        boolean isShared = specs.getOrDefault(layer.path(), List.of()).stream()
                .limit(shared)
                .anyMatch(need.spec()::equals);
        return isShared ? 0 : need.spec().path().isEmpty() ? 1 : 2;
    }

    /**
     * The objects of the tree of a {@code .keras} archive, as Keras 3 names them.
     *
     * @param graph the model
     * @return the objects in the order of the layers, each before its parts
     */
    public List<Place> tree(ModelGraph graph) {
        List<Place> places = new ArrayList<>();
        collect(graph, "layers/", places);
        return places;
    }

    private void collect(ModelGraph graph, String container, List<Place> places) {
        TreeWeights.Counter counter = new TreeWeights.Counter();
        for (ModelLayer layer : graph.layers()) {
            String object = container + counter.key(layer.className(), false);
            if (layer.nested().isPresent()) {
                places.add(new Place(object, layer, false, List.of()));
                collect(layer.nested().get(), object + "/layers/", places);
            } else {
                collect(layer, object, places);
            }
        }
    }

    private void collect(ModelLayer layer, String object, List<Place> places) {
        Map<String, List<String>> parts = new LinkedHashMap<>();
        parts.put("", new ArrayList<>());
        List<WeightSpec> needed = specs.getOrDefault(layer.path(), List.of());
        layer.layer().map(Layer::repeatedVariables).orElse(Map.of()).forEach((place, count) -> needed.stream()
                .filter(spec -> isBelow(spec.path(), place))
                .limit(count)
                .forEach(spec -> add(parts, place, layer, spec)));
        for (WeightSpec spec : needed) {
            add(parts, spec.path(), layer, spec);
        }
        parts.forEach((part, weights) ->
                places.add(new Place(part.isEmpty() ? object : object + "/" + part, layer, !part.isEmpty(), weights)));
    }

    private static boolean isBelow(String path, String place) {
        return place.isEmpty() ? !path.isEmpty() : path.startsWith(place + "/");
    }

    private static void add(Map<String, List<String>> parts, String place, ModelLayer layer, WeightSpec spec) {
        parts.computeIfAbsent(place, path -> new ArrayList<>()).add(layer.path() + "/" + spec.name());
    }
}
