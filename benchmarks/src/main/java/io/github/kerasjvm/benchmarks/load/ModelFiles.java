package io.github.kerasjvm.benchmarks.load;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Writes models in the form of Keras 2.3.1, with every argument that Keras writes, and random weights. */
final class ModelFiles {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String VERSION = "2.3.1";

    /** The weights of each kind of layer that has any, in Keras's order. */
    private static final Map<String, List<String>> WEIGHTS = Map.of(
            "Dense", List.of("kernel", "bias"),
            "BatchNormalization", List.of("gamma", "beta", "moving_mean", "moving_variance"));

    private ModelFiles() {}

    /**
     * A model in one or two files.
     *
     * @param file the model, or its architecture
     * @param weights the weights, if they are apart
     */
    record ModelFile(Path file, Optional<Path> weights) {

        long bytes() throws IOException {
            return Files.size(file) + (weights.isPresent() ? Files.size(weights.get()) : 0);
        }
    }

    /** Dense layers of {@code units} each, on as many inputs, in one {@code .h5} file. */
    static ModelFile large(Path folder, int layers, int units) {
        List<ObjectNode> configs = new ArrayList<>();
        for (int i = 1; i <= layers; i++) {
            configs.add(dense("dense_" + i, units));
        }
        ((ObjectNode) configs.get(0).get("config"))
                .putArray("batch_input_shape")
                .addNull()
                .add(units);
        ObjectNode model = JSON.objectNode().put("class_name", "Sequential");
        model.putObject("config").put("name", "sequential_1").putArray("layers").addAll(configs);
        Path file = folder.resolve("large.h5");
        try (WritableHdfFile h5 = HdfFile.write(file)) {
            h5.putAttribute("model_config", model.toString());
            h5.putAttribute("keras_version", VERSION);
            h5.putAttribute("backend", "tensorflow");
            var weights = h5.putGroup("model_weights");
            writeWeights(weights, configs, units);
        }
        return new ModelFile(file, Optional.empty());
    }

    /**
     * Residual blocks of Dense, BatchNormalization and Add, in an architecture and a file of weights: an attribute in
     * HDF5's own place for it ends at 64 kB, and the writer has no other.
     */
    static ModelFile deep(Path folder, int layers, int units) throws IOException {
        List<ObjectNode> configs = new ArrayList<>();
        configs.add(input("input_1", units));
        String before = "input_1";
        for (int i = 1; configs.size() + 3 < layers; i++) {
            configs.add(called(dense("dense_" + i, units), before));
            configs.add(called(batchNormalization("batch_normalization_" + i), "dense_" + i));
            configs.add(called(layer("Add", "add_" + i), before, "batch_normalization_" + i));
            before = "add_" + i;
        }
        for (int i = 1; configs.size() < layers; i++) {
            configs.add(called(dense("last_" + i, units), before));
            before = "last_" + i;
        }
        ObjectNode model = JSON.objectNode().put("class_name", "Model");
        model.put("keras_version", VERSION).put("backend", "tensorflow");
        ObjectNode config = model.putObject("config").put("name", "model_1");
        config.putArray("layers").addAll(configs);
        config.putArray("input_layers").addArray().add("input_1").add(0).add(0);
        config.putArray("output_layers").addArray().add(before).add(0).add(0);
        Path architecture = Files.writeString(folder.resolve("deep.json"), model.toString());
        Path file = folder.resolve("deep_weights.h5");
        try (WritableHdfFile h5 = HdfFile.write(file)) {
            writeWeights(h5, configs, units);
        }
        return new ModelFile(architecture, Optional.of(file));
    }

    private static ObjectNode layer(String className, String name) {
        ObjectNode layer = JSON.objectNode().put("class_name", className).put("name", name);
        layer.putObject("config").put("name", name).put("trainable", true).put("dtype", "float32");
        return layer;
    }

    private static ObjectNode input(String name, int units) {
        ObjectNode layer = layer("InputLayer", name);
        ObjectNode config = (ObjectNode) layer.get("config");
        config.remove("trainable");
        config.put("sparse", false).putArray("batch_input_shape").addNull().add(units);
        layer.putArray("inbound_nodes");
        return layer;
    }

    private static ObjectNode dense(String name, int units) {
        ObjectNode layer = layer("Dense", name);
        ObjectNode config = (ObjectNode) layer.get("config");
        config.put("units", units).put("activation", "relu").put("use_bias", true);
        ObjectNode uniform = config.putObject("kernel_initializer").put("class_name", "VarianceScaling");
        uniform.putObject("config")
                .put("scale", 1.0)
                .put("mode", "fan_avg")
                .put("distribution", "uniform")
                .putNull("seed");
        initializer(config, "bias", "Zeros");
        nulls(config, "kernel_regularizer", "bias_regularizer", "activity_regularizer");
        nulls(config, "kernel_constraint", "bias_constraint");
        return layer;
    }

    private static ObjectNode batchNormalization(String name) {
        ObjectNode layer = layer("BatchNormalization", name);
        ObjectNode config = (ObjectNode) layer.get("config");
        config.put("axis", -1).put("momentum", 0.99).put("epsilon", 0.001);
        config.put("center", true).put("scale", true);
        initializer(config, "beta", "Zeros");
        initializer(config, "gamma", "Ones");
        initializer(config, "moving_mean", "Zeros");
        initializer(config, "moving_variance", "Ones");
        nulls(config, "beta_regularizer", "gamma_regularizer", "beta_constraint", "gamma_constraint");
        return layer;
    }

    private static void initializer(ObjectNode config, String weight, String className) {
        config.putObject(weight + "_initializer").put("class_name", className).putObject("config");
    }

    private static void nulls(ObjectNode config, String... names) {
        for (String name : names) {
            config.putNull(name);
        }
    }

    private static ObjectNode called(ObjectNode layer, String... inputs) {
        ArrayNode call = layer.putArray("inbound_nodes").addArray();
        for (String input : inputs) {
            call.addArray().add(input).add(0).add(0).addObject();
        }
        return layer;
    }

    private static void writeWeights(WritableGroup group, List<ObjectNode> layers, int units) {
        // Keras lists layers without weights, too, each with an empty list of names, which the writer cannot write.
        List<ObjectNode> withWeights = layers.stream()
                .filter(layer -> WEIGHTS.containsKey(className(layer)))
                .toList();
        group.putAttribute("layer_names", names(withWeights));
        group.putAttribute("keras_version", VERSION);
        group.putAttribute("backend", "tensorflow");
        Random random = new Random(1);
        for (ObjectNode layer : withWeights) {
            String name = name(layer);
            List<String> weights = WEIGHTS.get(className(layer));
            WritableGroup outer = group.putGroup(name);
            outer.putAttribute(
                    "weight_names",
                    weights.stream().map(weight -> name + "/" + weight + ":0").toArray(String[]::new));
            WritableGroup inner = outer.putGroup(name);
            for (String weight : weights) {
                inner.putDataset(
                        weight + ":0", weight.equals("kernel") ? matrix(random, units) : vector(random, units));
            }
        }
    }

    private static String className(ObjectNode layer) {
        return layer.get("class_name").textValue();
    }

    private static String name(ObjectNode layer) {
        return layer.at("/config/name").textValue();
    }

    private static String[] names(List<ObjectNode> layers) {
        return layers.stream()
                .map(layer -> layer.at("/config/name").textValue())
                .toArray(String[]::new);
    }

    private static float[][] matrix(Random random, int units) {
        float[][] matrix = new float[units][];
        for (int i = 0; i < units; i++) {
            matrix[i] = vector(random, units);
        }
        return matrix;
    }

    /** Positive, so that it may be a variance. */
    private static float[] vector(Random random, int units) {
        float[] vector = new float[units];
        for (int i = 0; i < units; i++) {
            vector[i] = random.nextFloat() / units;
        }
        return vector;
    }
}
