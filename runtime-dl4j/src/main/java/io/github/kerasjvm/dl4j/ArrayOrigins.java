package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * From which weights of Keras the arrays of DL4J come. Found out by making the blueprint anew with numbers in the place of the
 * weights that tell which element they stand for, so that no rule has to say it twice.
 */
final class ArrayOrigins {

    /** So many places can be told apart by a float32 that ends in a half. */
    private static final int BLOCK = 1 << 22;

    /** Ends every number, so that neither the constants of a rule nor a sum of two elements looks like one. */
    private static final float MARK = 0.5f;

    /** The weight that a block belongs to, and which part of it. */
    private record Block(String weight, int offset) {}

    /**
     * What an array is made of.
     *
     * @param weights the weights of Keras whose elements it holds
     * @param hasOthers whether it holds constants besides
     */
    record Origin(Set<String> weights, boolean hasOthers) {}

    private final KerasModel model;
    private final List<Shape> shapes;
    private final List<Block> blocks = new ArrayList<>();

    private ArrayOrigins(KerasModel model, List<Shape> shapes) {
        this.model = model;
        this.shapes = shapes;
    }

    /**
     * Finds the origins of all arrays.
     *
     * @param blueprint the blueprint of the model
     * @return for each node with arrays the origin of each by DL4J's name; an empty one for an array that is no mere
     *     rearrangement of elements
     */
    static Map<String, Map<String, Optional<Origin>>> of(KerasModel model, List<Shape> shapes, Blueprint blueprint) {
        return new ArrayOrigins(model, shapes).find(blueprint);
    }

    private Map<String, Map<String, Optional<Origin>>> find(Blueprint blueprint) {
        Map<String, Tensor> places = new LinkedHashMap<>();
        Map<String, Tensor> owners = new LinkedHashMap<>();
        model.weights().forEach((name, weight) -> {
            float[] place = new float[weight.elements()];
            float[] owner = new float[place.length];
            for (int i = 0; i < place.length; i++) {
                if (i % BLOCK == 0) {
                    blocks.add(new Block(name, i));
                }
                place[i] = i % BLOCK + MARK;
                owner[i] = blocks.size() - 1 + MARK;
            }
            places.put(name, Tensor.owning(weight.shape(), place));
            owners.put(name, Tensor.owning(weight.shape(), owner));
        });
        Map<String, Map<String, Tensor>> placed = arrays(model, shapes, places);
        Map<String, Map<String, Tensor>> owned = arrays(model, shapes, owners);
        Map<String, Map<String, Optional<Origin>>> origins = new LinkedHashMap<>();
        for (Map.Entry<String, Map<String, Tensor>> node : arrays(blueprint).entrySet()) {
            Map<String, Optional<Origin>> ofNode = new LinkedHashMap<>();
            node.getValue()
                    .forEach((key, array) -> ofNode.put(
                            key,
                            origin(
                                    array,
                                    placed.getOrDefault(node.getKey(), Map.of()).get(key),
                                    owned.getOrDefault(node.getKey(), Map.of()).get(key))));
            origins.put(node.getKey(), ofNode);
        }
        return origins;
    }

    private Optional<Origin> origin(Tensor array, Tensor places, Tensor owners) {
        if (places == null || owners == null) {
            return Optional.empty();
        }
        Set<Integer> used = new LinkedHashSet<>();
        boolean hasOthers = false;
        for (int i = 0; i < array.elements(); i++) {
            float place = places.get(i);
            float owner = owners.get(i);
            boolean isElement = place - (int) place == MARK && owner - (int) owner == MARK;
            if (!isElement) {
                boolean isConstant = Float.compare(place, array.get(i)) == 0 && Float.compare(owner, array.get(i)) == 0;
                if (!isConstant) {
                    return Optional.empty();
                }
                hasOthers = true;
                continue;
            }
            Block block = blocks.get((int) owner);
            float original = model.weights().get(block.weight()).get(block.offset() + (int) place);
            if (Float.compare(original, array.get(i)) != 0) {
                return Optional.empty();
            }
            used.add((int) owner);
        }
        Set<String> weights = new LinkedHashSet<>();
        used.forEach(block -> weights.add(blocks.get(block).weight()));
        return Optional.of(new Origin(weights, hasOthers));
    }

    /** The arrays of every node of the blueprint for other numbers in the place of the weights. */
    static Map<String, Map<String, Tensor>> arrays(KerasModel model, List<Shape> shapes, Map<String, Tensor> weights) {
        KerasModel other = new KerasModel(
                model.file(), model.origin(), model.graph(), model.config(), model.trainingConfig(), weights);
        Blueprint blueprint = Blueprints.of(other, shapes, Problems.none());
        Losses.attach(other, blueprint, new TrainingNotes()); // which gives some nodes other names
        return arrays(blueprint);
    }

    private static Map<String, Map<String, Tensor>> arrays(Blueprint blueprint) {
        Map<String, Map<String, Tensor>> arrays = new LinkedHashMap<>();
        for (Node node : blueprint.nodes()) {
            if (node instanceof Node.OfLayer layer && !layer.weights().isEmpty()) {
                arrays.put(node.name(), layer.weights());
            }
        }
        return arrays;
    }
}
