package io.github.kerasjvm.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.config.LayerConfig;
import io.github.kerasjvm.config.ModelConfig;
import io.github.kerasjvm.layer.Words;
import io.github.kerasjvm.read.StoredArray;
import io.github.kerasjvm.read.WeightSource;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The input of a Sequential model that was saved without one: what its first kernel says for certain, which is the number
 * of axes and the size of the features or channels. All other sizes stay open. Where a layer stands before that changes the
 * axes or the channels, nothing is said, and the model is refused as it would be.
 *
 * <p>A {@code Dense} layer is taken to see {@code [batch, features]}; a model that was built for more axes refuses them.
 */
final class OpenInput {

    /** Layers that give what they take, shape and all. */
    private static final Set<String> SAME_SHAPE = Set.of(
            "InputLayer",
            "Activation",
            "ActivityRegularization",
            "AlphaDropout",
            "Dropout",
            "ELU",
            "GaussianDropout",
            "GaussianNoise",
            "LeakyReLU",
            "ReLU",
            "Rescaling",
            "SpatialDropout1D",
            "SpatialDropout2D",
            "SpatialDropout3D",
            "ThresholdedReLU");

    /** Layers that keep the channels and have as many axes as a convolution of the same ending. */
    private static final String SAME_CHANNELS = "(ZeroPadding|Cropping|UpSampling|MaxPooling|AveragePooling)([123]D)";

    /** Kernels {@code [spatial…, in, out]}; the last two groups of a name are the family and its axes. */
    private static final String CONVOLUTION = "(Conv|SeparableConv|DepthwiseConv)([123]D)";

    private static final Set<String> RECURRENT = Set.of("SimpleRNN", "LSTM", "GRU");

    private final ModelConfig model;
    private final WeightSource weights;

    private OpenInput(ModelConfig model, WeightSource weights) {
        this.model = model;
        this.weights = weights;
    }

    /** The model with the shape of its input, if it lacks one and the weights tell it; else the model. */
    static ModelConfig filled(ModelConfig model, Optional<WeightSource> weights) {
        boolean isOpen = model.className().equals("Sequential")
                && !model.layers().isEmpty()
                && model.layers().get(0).className().equals("InputLayer")
                && model.layers().get(0).arguments().path("batch_shape").isNull();
        return isOpen && weights.isPresent() ? new OpenInput(model, weights.get()).filled() : model;
    }

    private ModelConfig filled() {
        for (LayerConfig layer : model.layers()) {
            if (!SAME_SHAPE.contains(layer.className()) && !layer.className().matches(SAME_CHANNELS)) {
                return kernel(layer).map(kernel -> with(shape(layer, kernel))).orElse(model);
            }
        }
        return model;
    }

    /** The first array of the first layer that is not passed through. */
    private Optional<Shape> kernel(LayerConfig layer) {
        List<StoredArray> arrays;
        if (weights instanceof WeightSource.Grouped grouped) {
            arrays = grouped.groups().stream()
                    .filter(group -> group.layer().equals(layer.name()))
                    .findFirst()
                    .map(WeightSource.Group::arrays)
                    .orElse(List.of());
        } else {
            Optional<WeightSource.Node> node = TreeWeights.container(((WeightSource.Tree) weights).root())
                    .map(layers -> layers.children().get(Words.snakeCase(layer.className())));
            String part = RECURRENT.contains(layer.className()) ? "cell" : "";
            arrays = TreeWeights.part(node, part)
                    .map(WeightSource.Node::variables)
                    .orElse(List.of());
        }
        return arrays.stream().findFirst().map(StoredArray::shape);
    }

    /** The sizes of the input that a kernel tells, null where it leaves them open; empty if it is not certain. */
    private List<Integer> shape(LayerConfig layer, Shape kernel) {
        String className = layer.className();
        boolean isBehindWindows = model.layers().stream()
                .takeWhile(other -> other != layer)
                .anyMatch(other -> other.className().matches(SAME_CHANNELS));
        if (layer.semantics().kernelsOfKeras1()) {
            return List.of();
        }
        if (className.equals("Dense") && kernel.rank() == 2 && !isBehindWindows) {
            return sizes(2, 1, kernel.size(0));
        }
        if (RECURRENT.contains(className) && kernel.rank() == 2 && !isBehindWindows) {
            return sizes(3, 2, kernel.size(0));
        }
        if (className.matches(CONVOLUTION)) {
            int rank = Character.digit(className.charAt(className.length() - 2), 10) + 2;
            boolean isFirst = layer.arguments().path("data_format").asText().equals("channels_first");
            int groups = layer.arguments().path("groups").asInt(1);
            return kernel.rank() == rank && groups >= 1
                    ? sizes(rank, isFirst ? 1 : rank - 1, Math.multiplyExact(kernel.size(rank - 2), groups))
                    : List.of();
        }
        return List.of();
    }

    private static List<Integer> sizes(int rank, int at, int size) {
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            sizes.add(i == at ? size : null);
        }
        return sizes;
    }

    private ModelConfig with(List<Integer> shape) {
        if (shape.isEmpty()) {
            return model;
        }
        LayerConfig input = model.layers().get(0);
        ObjectNode arguments = input.arguments().deepCopy();
        ArrayNode sizes = arguments.putArray("batch_shape");
        shape.forEach(sizes::add);
        List<LayerConfig> layers = new ArrayList<>(model.layers());
        layers.set(
                0,
                new LayerConfig(
                        input.className(),
                        input.module(),
                        input.name(),
                        arguments,
                        input.semantics(),
                        input.calls(),
                        input.model()));
        return new ModelConfig(model.className(), model.name(), layers, model.inputs(), model.outputs());
    }
}
