package io.github.kerasjvm.verify.training;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.data.DataException;
import io.github.kerasjvm.read.Json;
import io.github.kerasjvm.read.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A training that was recorded: {@code case.json} of a folder. Immutable.
 *
 * @param name the name of the folder
 * @param folder the folder; beside {@code case.json} it holds the model, {@code batches.npz}, {@code losses.npz} and
 *     {@code after.npz}
 * @param kind what was done
 * @param model the model as it was before
 * @param backend the backend that Keras ran on
 * @param batchSizes the rows of each step
 * @param fit the arguments of {@code fit} or {@code evaluate}
 * @param classWeights the weight of each class; empty for none
 * @param logs the names of what Keras reported
 * @param undecayed the patterns that were given to {@code exclude_from_weight_decay}
 * @param weights the weights, in the order of Keras
 * @param variables the keys of the optimizer's variables, in the order of the file
 * @param lossSensitivity how much the losses moved when the first weights were disturbed by a relative 1e-6
 * @param illConditioned keys of arrays that moved too much then, and are not compared
 */
public record TrainingCase(
        String name,
        Path folder,
        Kind kind,
        Path model,
        String backend,
        List<Integer> batchSizes,
        Fit fit,
        Map<Integer, Double> classWeights,
        List<String> logs,
        List<String> undecayed,
        List<Weight> weights,
        List<String> variables,
        double lossSensitivity,
        Set<String> illConditioned) {

    private static final String FILE = "case.json";

    /** What was done. */
    public enum Kind {
        /** Batch by batch, {@code train_on_batch}. */
        TRAIN,
        /** {@code fit}. */
        FIT,
        /** {@code evaluate}. */
        EVALUATE
    }

    /**
     * A weight of the model.
     *
     * @param key its name in {@code after.npz}
     * @param layer the path of its layer
     * @param index its place among the weights of the layer
     * @param name its name in Keras, {@code inner/kernel:0}; empty if it is not told
     */
    public record Weight(String key, String layer, int index, String name) {

        /**
         * Finds it among the weights of its layer: the only one of its name, else that of its place. Wrappers of Keras give their
         * own weights before or behind those of what they wrap.
         *
         * @param own the names of the layer's weights, {@code conv/kernel}
         * @return one of these
         */
        String among(List<String> own) {
            String last = name.replaceFirst(":\\d+$", "").replaceFirst("^.*/", "");
            List<String> named =
                    own.stream().filter(weight -> weight.endsWith("/" + last)).toList();
            return named.size() == 1 ? named.get(0) : own.get(index);
        }
    }

    /**
     * The arguments of {@code fit} or {@code evaluate}.
     *
     * @param batchSize the rows of a batch
     * @param epochs how often the data was gone through
     * @param validationSplit the share of the last rows that are not trained on
     */
    public record Fit(int batchSize, int epochs, Optional<Double> validationSplit) {}

    /**
     * Reads all cases of a folder.
     *
     * @param folder the folder; its folders with a {@code case.json} are the cases, or it is one itself
     * @return the cases by name
     * @throws DataException if there is none, or one cannot be read
     */
    public static List<TrainingCase> all(Path folder) {
        if (Files.exists(folder.resolve(FILE))) {
            return List.of(read(folder));
        }
        try (Stream<Path> inside = Files.list(folder)) {
            List<TrainingCase> cases = inside.filter(path -> Files.exists(path.resolve(FILE)))
                    .sorted()
                    .map(TrainingCase::read)
                    .toList();
            if (cases.isEmpty()) {
                throw new DataException(folder + ": no folder in it has a " + FILE + "; expected recorded trainings");
            }
            return cases;
        } catch (IOException e) {
            throw new DataException(folder + ": cannot be read; expected a folder of recorded trainings", e);
        }
    }

    /**
     * Reads a case.
     *
     * @param folder the folder with {@code case.json}
     * @return the case
     * @throws DataException if the file cannot be read, or lacks something
     */
    public static TrainingCase read(Path folder) {
        Path file = folder.resolve(FILE);
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new DataException(file + ": cannot be read; expected the description of a recorded training", e);
        }
        JsonNode json = Json.parse(file.toString(), text, Limits.DEFAULT);
        JsonNode sensitivity = json.path("sensitivity");
        List<Integer> batchSizes = new ArrayList<>();
        json.path("batch_sizes").forEach(size -> batchSizes.add(size.asInt()));
        return new TrainingCase(
                folder.getFileName().toString(),
                folder,
                kind(file, json.path("kind").asText()),
                folder.resolve(json.path("file").asText()),
                json.path("backend").asText(),
                batchSizes,
                fit(json.path("fit")),
                classWeights(json.path("class_weight")),
                texts(json.path("logs")),
                texts(json.path("exclude_from_weight_decay")),
                weights(json.path("weights")),
                keys(json.path("optimizer_variables")),
                sensitivity.path("loss_rel").asDouble(),
                new HashSet<>(texts(sensitivity.path("ill_conditioned"))));
    }

    private static Kind kind(Path file, String word) {
        return switch (word) {
            case "train" -> Kind.TRAIN;
            case "fit" -> Kind.FIT;
            case "evaluate" -> Kind.EVALUATE;
            default -> throw new DataException(file + ": kind is \"" + word + "\", expected train, fit or evaluate");
        };
    }

    private static Fit fit(JsonNode json) {
        JsonNode split = json.path("validation_split");
        return new Fit(
                json.path("batch_size").asInt(),
                json.path("epochs").asInt(1),
                split.isNumber() ? Optional.of(split.asDouble()) : Optional.empty());
    }

    private static Map<Integer, Double> classWeights(JsonNode json) {
        Map<Integer, Double> weights = new LinkedHashMap<>();
        json.properties()
                .forEach(entry -> weights.put(
                        Integer.parseInt(entry.getKey()), entry.getValue().asDouble()));
        return weights;
    }

    private static List<Weight> weights(JsonNode json) {
        List<Weight> weights = new ArrayList<>();
        json.forEach(weight -> weights.add(new Weight(
                weight.path("key").asText(),
                weight.path("layer").asText(),
                weight.path("index").asInt(),
                weight.path("name").asText())));
        return weights;
    }

    private static List<String> keys(JsonNode json) {
        List<String> keys = new ArrayList<>();
        json.forEach(variable -> keys.add(variable.path("key").asText()));
        return keys;
    }

    private static List<String> texts(JsonNode json) {
        List<String> texts = new ArrayList<>();
        json.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
