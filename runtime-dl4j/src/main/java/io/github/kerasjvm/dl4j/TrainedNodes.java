package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.config.BatchStatistics;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.model.ModelLayer;
import io.github.kerasjvm.train.SavedTraining;
import io.github.kerasjvm.train.optimizer.Clip;
import io.github.kerasjvm.train.regularization.ElementRegularizer;
import io.github.kerasjvm.train.regularization.Regularizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/** The layers with arrays, as they are to be trained: frozen or not, with which penalties. */
final class TrainedNodes {

    /** What DL4J's batch normalisation counts itself. */
    private static final Set<String> STATISTICS = Set.of("mean", "var");

    private final Blueprint blueprint;
    private final KerasModel model;
    private final SavedTraining training;
    private final TrainingNotes notes;
    private final List<Trained> trained = new ArrayList<>();
    private final Set<String> held = new HashSet<>();

    /** A layer that is trained, and its arrays that consist of trained weights alone. */
    private record Trained(Node.OfLayer node, Map<String, ArrayOrigins.Origin> arrays) {}

    TrainedNodes(Blueprint blueprint, KerasModel model, SavedTraining training, TrainingNotes notes) {
        this.blueprint = blueprint;
        this.model = model;
        this.training = training;
        this.notes = notes;
    }

    /** An array of a node under one name. */
    static String id(String node, String array) {
        return node + "\n" + array;
    }

    /**
     * Freezes layers, and gives the others their penalties.
     *
     * @param origins what the arrays consist of
     * @param weightDecay what the optimizer takes off all weights
     * @return the {@link #id} of every array that consists of trained weights
     */
    Set<String> add(Map<String, Map<String, Optional<ArrayOrigins.Origin>>> origins, Optional<Float> weightDecay) {
        for (Node node : blueprint.nodes()) {
            Map<String, Optional<ArrayOrigins.Origin>> arrays = origins.get(node.name());
            if (arrays != null && node instanceof Node.OfLayer layer && !(layer.layer() instanceof FrozenLayer)) {
                add(layer, arrays);
            }
        }
        Set<String> names = trained.stream().map(one -> one.node().name()).collect(Collectors.toSet());
        Freezing.apply(blueprint, names, held, notes);
        Set<String> ids = new HashSet<>();
        for (Trained one : trained) {
            penalties(one, weightDecay);
            one.arrays().keySet().forEach(key -> ids.add(id(one.node().name(), key)));
        }
        return ids;
    }

    private void add(Node.OfLayer node, Map<String, Optional<ArrayOrigins.Origin>> arrays) {
        Map<String, ArrayOrigins.Origin> own = new LinkedHashMap<>();
        List<String> others = new ArrayList<>();
        boolean isKnown = true;
        for (Map.Entry<String, Optional<ArrayOrigins.Origin>> array : arrays.entrySet()) {
            boolean isStatistic = node.layer() instanceof BatchNormalization && STATISTICS.contains(array.getKey());
            if (isStatistic) {
                continue;
            }
            Optional<ArrayOrigins.Origin> origin = array.getValue();
            boolean isTrained = origin.isPresent()
                    && !origin.get().hasOthers()
                    && training.trained().containsAll(origin.get().weights());
            if (isTrained) {
                own.put(array.getKey(), origin.get());
            } else {
                others.add(array.getKey());
                isKnown &=
                        origin.isPresent() && origin.get().weights().stream().noneMatch(training.trained()::contains);
            }
        }
        if (own.isEmpty() && isKnown) {
            hold(node, arrays);
            return;
        }
        others.forEach(key -> notes.differ(
                node.name(),
                key,
                "is trained by DL4J as one array; Keras has none that is, or does not train all of it"));
        trained.add(new Trained(node, own));
        if (node.layer() instanceof BatchNormalization) {
            statistics(node, layer(arrays));
        }
    }

    /** A layer of which Keras trains nothing. */
    private void hold(Node.OfLayer node, Map<String, Optional<ArrayOrigins.Origin>> arrays) {
        for (Optional<ArrayOrigins.Origin> array : arrays.values()) {
            if (array.isPresent() && array.get().weights().stream().anyMatch(training.penalties()::containsKey)) {
                notes.differ(
                        node.name(),
                        "regularizer",
                        "of a frozen layer counts in this Keras's loss, in DL4J's it does not");
                break;
            }
        }
        if (!(node.layer() instanceof BatchNormalization) || holdsStatistics(node, arrays)) {
            held.add(node.name());
        }
    }

    private boolean holdsStatistics(Node.OfLayer node, Map<String, Optional<ArrayOrigins.Origin>> arrays) {
        Optional<ModelLayer> layer = layer(arrays);
        boolean hasWeights = arrays.entrySet().stream()
                .filter(array -> !STATISTICS.contains(array.getKey()))
                .anyMatch(array -> !array.getValue().get().weights().isEmpty());
        if (!hasWeights && layer.isPresent() && layer.get().isTrainable()) {
            notes.differ(node.name(), "", "has neither scale nor offset in Keras; DL4J trains both");
            statistics(node, layer);
            return false;
        }
        boolean infers = statistics(layer)
                .filter(kept -> kept.frozenInfers() && !kept.frozenMoves())
                .isPresent();
        if (!infers) {
            notes.differ(
                    node.name(),
                    "trainable",
                    "is false; this Keras goes on with the statistics of the batch, which DL4J does not freeze: it trains it");
        }
        return infers;
    }

    /** The layer of Keras that a batch normalisation stands for. */
    private Optional<ModelLayer> layer(Map<String, Optional<ArrayOrigins.Origin>> arrays) {
        return arrays.get("mean")
                .flatMap(origin -> origin.weights().stream().findFirst())
                .flatMap(weight -> model.graph().allLayers().stream()
                        .filter(layer -> weight.startsWith(layer.path() + "/")
                                && layer.nested().isEmpty())
                        .findFirst());
    }

    private static Optional<BatchStatistics> statistics(Optional<ModelLayer> layer) {
        return layer.flatMap(ModelLayer::layer)
                .filter(io.github.kerasjvm.layer.normalization.BatchNormalization.class::isInstance)
                .map(io.github.kerasjvm.layer.normalization.BatchNormalization.class::cast)
                .map(io.github.kerasjvm.layer.normalization.BatchNormalization::statistics);
    }

    /** Says where the statistics move otherwise. */
    private void statistics(Node.OfLayer node, Optional<ModelLayer> layer) {
        Optional<BatchStatistics> known = statistics(layer);
        boolean isImage = node.shape().rank() != 2;
        boolean isSame = known.filter(kept -> !kept.debiased()
                        && kept.other() == BatchStatistics.Variance.BIASED
                        && (!isImage || kept.image() == BatchStatistics.Variance.BIASED))
                .isPresent();
        if (!isSame) {
            boolean both = known.filter(BatchStatistics::debiased).isPresent();
            notes.tell(
                    node.name(),
                    both ? "moving_mean and moving_variance" : "moving_variance",
                    "of this Keras moves otherwise than DL4J's; so does what is predicted after further training");
        }
    }

    private void penalties(Trained one, Optional<Float> weightDecay) {
        Layer layer = one.node().layer();
        Map<String, List<Regularization>> wanted = new LinkedHashMap<>();
        for (Map.Entry<String, ArrayOrigins.Origin> array : one.arrays().entrySet()) {
            List<Regularization> all = new ArrayList<>();
            Optional<Regularizer> penalty = penalty(one.node().name(), array.getValue());
            if (penalty.isPresent() && penalty.get() instanceof ElementRegularizer element) {
                if (element.l1() != 0) {
                    all.add(new L1Regularization(element.l1()));
                }
                if (element.l2() != 0) { // DL4J takes half of the squares
                    all.add(new L2Regularization(2 * element.l2()));
                }
            } else if (penalty.isPresent()) {
                notes.differ(one.node().name(), "regularizer", "is none of L1 and L2; it is left out");
            }
            weightDecay.filter(decay -> decay != 0).ifPresent(decay -> all.add(new WeightDecay(decay, true)));
            wanted.put(array.getKey(), all);
        }
        set(layer, wanted);
        boolean isSame = wanted.entrySet().stream()
                .allMatch(entry -> entry.getValue().equals(orNone(layer.getRegularizationByParam(entry.getKey()))));
        if (!isSame) {
            leaves(layer).forEach(leaf -> {
                leaf.setRegularization(new ArrayList<>());
                leaf.setRegularizationBias(new ArrayList<>());
            });
            notes.differ(
                    one.node().name(),
                    "regularizer",
                    "or weight decay is left out; DL4J has one for all kernels of a layer and one for its bias");
        }
    }

    private static List<Regularization> orNone(List<Regularization> found) {
        return found == null ? List.of() : found;
    }

    private Optional<Regularizer> penalty(String node, ArrayOrigins.Origin origin) {
        List<Optional<Regularizer>> all = origin.weights().stream()
                .map(weight -> Optional.ofNullable(training.penalties().get(weight)))
                .distinct()
                .toList();
        if (all.size() == 1) {
            return all.get(0);
        }
        notes.differ(node, "regularizer", "differs between weights that are one array in DL4J; it is left out");
        return Optional.empty();
    }

    private static void set(Layer layer, Map<String, List<Regularization>> wanted) {
        for (BaseLayer leaf : leaves(layer)) {
            leaf.setRegularization(new ArrayList<>());
            leaf.setRegularizationBias(new ArrayList<>());
            wanted.forEach((key, all) -> {
                String inside = layer instanceof Bidirectional ? key.substring(1) : key;
                if (leaf.initializer().isWeightParam(leaf, inside)) {
                    leaf.setRegularization(new ArrayList<>(all));
                } else if (leaf.initializer().isBiasParam(leaf, inside)) {
                    leaf.setRegularizationBias(new ArrayList<>(all));
                }
            });
        }
    }

    /** The layers that hold arrays themselves. */
    private static List<BaseLayer> leaves(Layer layer) {
        if (layer instanceof Bidirectional both) {
            List<BaseLayer> all = new ArrayList<>(leaves(both.getFwd()));
            all.addAll(leaves(both.getBwd()));
            return all;
        }
        if (layer instanceof BaseWrapperLayer wrapper) {
            return leaves(wrapper.getUnderlying());
        }
        return layer instanceof BaseLayer leaf ? List.of(leaf) : List.of();
    }

    /**
     * Bounds the gradients of the trained layers as Keras does.
     *
     * @return false if DL4J would not bound the same; nothing is changed then
     */
    boolean bound(Clip clip) {
        GradientNormalization how;
        float most;
        if (clip instanceof Clip.ByValue value) {
            how = GradientNormalization.ClipElementWiseAbsoluteValue;
            most = value.most();
        } else if (clip instanceof Clip.ByNorm norm && trained.stream().allMatch(this::isOneByOne)) {
            how = GradientNormalization.ClipL2PerParamType;
            most = norm.most();
        } else {
            return false;
        }
        boolean isPlain = training.penalties().isEmpty()
                && trained.stream().noneMatch(one -> one.node().layer() instanceof BatchNormalization);
        if (isPlain) {
            for (Trained one : trained) {
                leaves(one.node().layer()).forEach(leaf -> {
                    leaf.setGradientNormalization(how);
                    leaf.setGradientNormalizationThreshold(most);
                });
            }
        }
        return isPlain;
    }

    /** Whether every array is one weight of Keras, and a whole one. */
    private boolean isOneByOne(Trained one) {
        return one.arrays().entrySet().stream()
                .allMatch(array -> array.getValue().weights().size() == 1
                        && model.weights()
                                        .get(array.getValue()
                                                .weights()
                                                .iterator()
                                                .next())
                                        .elements()
                                == one.node().weights().get(array.getKey()).elements());
    }
}
