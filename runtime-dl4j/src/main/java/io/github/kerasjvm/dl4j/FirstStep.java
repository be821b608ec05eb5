package io.github.kerasjvm.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.loss.BinaryCrossentropy;
import io.github.kerasjvm.loss.CategoricalCrossentropy;
import io.github.kerasjvm.loss.Loss;
import io.github.kerasjvm.loss.LossReader;
import io.github.kerasjvm.loss.LossRules;
import io.github.kerasjvm.loss.SparseCategoricalCrossentropy;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.read.Json;
import io.github.kerasjvm.read.Limits;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import io.github.kerasjvm.train.LossGradients;
import io.github.kerasjvm.train.SavedTraining;
import io.github.kerasjvm.train.Trainer;
import io.github.kerasjvm.train.TrainerOptions;
import io.github.kerasjvm.train.TrainingBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * The proof of a training: DL4J's loss and gradients for random rows are those of the reference engine by the rules of the
 * file's Keras. DL4J takes one step at the rate 1, so that its weights move by their gradients.
 */
final class FirstStep {

    private static final int ROWS = 3;

    /** Of the largest gradient of an array. */
    private static final double RELATIVE = 2e-3;

    /** The same with batch normalisation, which makes much of the roundings in a batch of few rows. */
    private static final double NORMALIZED = 5e-2;

    /** Of the largest weight, from which the gradient was taken off in float32. */
    private static final double ROUNDING = 2e-6;

    /** Of the largest gradient of all: what is left of gradients that cancel, as in front of batch normalisation. */
    private static final double NOISE = 1e-4;

    private final KerasModel model;
    private final SavedTraining training;
    private final List<Shape> shapes;
    private final Blueprint blueprint;

    private FirstStep(KerasModel model, SavedTraining training, List<Shape> shapes, Blueprint blueprint) {
        this.model = model;
        this.training = training;
        this.shapes = shapes;
        this.blueprint = blueprint;
    }

    /**
     * Compares a first step.
     *
     * @param blueprint the blueprint of the export, made for this alone
     * @return what differs, or why that cannot be told; empty if nothing does, if nothing is trained, or if dropout or
     *     bounds on gradients keep the steps from being compared
     */
    static Optional<String> difference(
            KerasModel model, SavedTraining training, List<Shape> shapes, Blueprint blueprint) {
        boolean isRandom = blueprint.nodes().stream()
                .anyMatch(node -> node instanceof Node.OfLayer layer && layer.layer() instanceof DropoutLayer);
        boolean isBound = training.optimizer()
                .filter(optimizer -> !optimizer.config().clips().isEmpty())
                .isPresent();
        return isRandom || isBound || training.trained().isEmpty()
                ? Optional.empty()
                : new FirstStep(model, training, shapes, blueprint).compare();
    }

    private Optional<String> compare() {
        Random random = new Random(7);
        List<Tensor> inputs = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            Integer limit = blueprint.indexLimits().get(model.inputs().get(i).name());
            inputs.add(Comparison.random(shapes.get(i).with(0, ROWS), limit, random));
        }
        List<Tensor> labels = labels(random);
        LossGradients expected;
        TrainerOptions options = TrainerOptions.of(Engines.find("reference"), EngineOptions.defaults())
                .training(model.trainingConfig().get());
        try (Trainer trainer = Trainer.of(training.source(), options)) {
            List<Optional<Tensor>> weights =
                    labels.stream().map(label -> Optional.<Tensor>empty()).toList();
            expected = trainer.gradients(new TrainingBatch(inputs, labels, weights));
        } catch (ImportException e) {
            return Optional.of("are not proved: " + e.problems().get(0));
        }
        blueprint.setTraining(blueprint.training().with(new UpdaterPlan(new Sgd(1), List.of(), 0)));
        Model network = Networks.build(blueprint);
        try {
            return compare(network, inputs, labels, expected);
        } catch (RuntimeException e) { // DL4J throws what it happens to meet
            return Optional.of("DL4J fails to train the network: " + e.getMessage());
        }
    }

    private List<Tensor> labels(Random random) {
        JsonNode compiled = Json.parse(model.file(), model.trainingConfig().get(), Limits.DEFAULT);
        List<String> names = model.outputs().stream().map(KerasModel.Port::name).toList();
        var losses = LossReader.read(compiled, names, LossRules.of(model.origin()));
        List<Tensor> labels = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            labels.add(labels(
                    losses.outputs().get(i).get().loss(),
                    blueprint.outputs().get(i).shape().last(),
                    random));
        }
        return labels;
    }

    private static Tensor labels(Loss loss, int size, Random random) {
        boolean isIndex = loss instanceof SparseCategoricalCrossentropy;
        int width = isIndex ? 1 : size;
        float[] values = new float[ROWS * width];
        for (int row = 0; row < ROWS; row++) {
            int chosen = random.nextInt(size);
            for (int i = 0; i < width; i++) {
                float share = 0.1f + random.nextFloat();
                values[row * width + i] = isIndex
                        ? chosen
                        : loss instanceof CategoricalCrossentropy
                                ? (i == chosen ? 1 : 0)
                                : loss instanceof BinaryCrossentropy ? random.nextInt(2) : share;
            }
        }
        return Tensor.owning(Shape.of(ROWS, width), values);
    }

    private Optional<String> compare(Model network, List<Tensor> inputs, List<Tensor> labels, LossGradients expected) {
        Map<String, Map<String, Tensor>> gradients = trained(ArrayOrigins.arrays(model, shapes, gradients(expected)));
        Map<String, float[]> before = new HashMap<>();
        double largest = 0;
        for (Map.Entry<String, Map<String, Tensor>> node : gradients.entrySet()) {
            for (Map.Entry<String, Tensor> array : node.getValue().entrySet()) {
                String id = TrainedNodes.id(node.getKey(), array.getKey());
                before.put(id, values(network, node.getKey(), array.getKey()));
                largest = Math.max(largest, largest(array.getValue().toArray()));
            }
        }
        double score = fit(network, inputs, labels);
        if (!(Math.abs(score - expected.loss()) <= 1e-5 + 1e-4 * Math.abs(expected.loss()))) {
            return Optional.of("and loss are others: DL4J's first loss is " + score + ", expected " + expected.loss());
        }
        for (Map.Entry<String, Map<String, Tensor>> node : gradients.entrySet()) {
            for (Map.Entry<String, Tensor> array : node.getValue().entrySet()) {
                float[] old = before.get(TrainedNodes.id(node.getKey(), array.getKey()));
                float[] now = values(network, node.getKey(), array.getKey());
                Optional<String> difference = difference(array.getValue().toArray(), old, now, NOISE * largest);
                if (difference.isPresent()) {
                    return Optional.of("are others in DL4J: of " + node.getKey() + "'s " + array.getKey() + " "
                            + difference.get());
                }
            }
        }
        return Optional.empty();
    }

    private Map<String, Map<String, Tensor>> trained(Map<String, Map<String, Tensor>> all) {
        Map<String, Map<String, Tensor>> trained = new LinkedHashMap<>();
        all.forEach((node, arrays) -> arrays.forEach((key, array) -> {
            if (blueprint.training().arrays().contains(TrainedNodes.id(node, key))) {
                trained.computeIfAbsent(node, name -> new LinkedHashMap<>()).put(key, array);
            }
        }));
        return trained;
    }

    private static double largest(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private Map<String, Tensor> gradients(LossGradients expected) {
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        model.weights()
                .forEach((name, weight) ->
                        gradients.put(name, expected.gradients().getOrDefault(name, Tensor.filled(weight.shape(), 0))));
        return gradients;
    }

    private Optional<String> difference(float[] expected, float[] before, float[] after, double noise) {
        double decay = training.optimizer()
                .flatMap(optimizer -> optimizer.config().weightDecay())
                .orElse(0f);
        double allowed = relative() * largest(expected) + ROUNDING * Math.max(1, largest(before)) + noise;
        for (int i = 0; i < expected.length; i++) {
            double actual = (double) before[i] - after[i] - decay * before[i];
            if (!(Math.abs(actual - expected[i]) <= allowed)) {
                return Optional.of("that of element " + i + " is " + actual + ", expected " + expected[i]);
            }
        }
        return Optional.empty();
    }

    private double relative() {
        boolean isNormalized = blueprint.nodes().stream()
                .anyMatch(node -> node instanceof Node.OfLayer layer && layer.layer() instanceof BatchNormalization);
        return isNormalized ? NORMALIZED : RELATIVE;
    }

    private static float[] values(Model network, String node, String key) {
        Layer layer = network instanceof MultiLayerNetwork chain
                ? chain.getLayer(node)
                : ((ComputationGraph) network).getLayer(node);
        try (INDArray rows = layer.paramTable().get(key).dup('c')) {
            return rows.data().asFloat();
        }
    }

    /** The score without what weight decay adds to it. */
    private double fit(Model network, List<Tensor> inputs, List<Tensor> labels) {
        boolean hasDecay = training.optimizer()
                .flatMap(optimizer -> optimizer.config().weightDecay())
                .isPresent();
        INDArray[] x = arrays(inputs);
        INDArray[] y = arrays(labels);
        double penalties;
        if (network instanceof MultiLayerNetwork chain) {
            penalties = chain.calcRegularizationScore(true);
            chain.fit(x[0], y[0]);
        } else {
            ComputationGraph graph = (ComputationGraph) network;
            penalties = graph.calcRegularizationScore(true);
            graph.fit(new MultiDataSet(x, y));
        }
        return network.score() - (hasDecay ? penalties : 0);
    }

    private static INDArray[] arrays(List<Tensor> tensors) {
        return tensors.stream()
                .map(tensor -> Nd4j.create(
                        tensor.toArray(),
                        Arrays.stream(tensor.shape().toArray()).asLongStream().toArray(),
                        'c'))
                .toArray(INDArray[]::new);
    }
}
