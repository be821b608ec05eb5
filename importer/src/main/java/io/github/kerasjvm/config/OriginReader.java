package io.github.kerasjvm.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.read.RawModel;
import io.github.kerasjvm.read.WeightSource;
import java.util.Optional;

/** Finds out who wrote a file, and says what had to be guessed. */
public final class OriginReader {

    private OriginReader() {}

    /**
     * Who wrote a file.
     *
     * @param raw the file
     * @param model the model's object in its configuration
     * @param chosenBackend the backend that the caller says; empty to take the file's
     * @return the origin
     */
    public static Origin read(RawModel raw, JsonNode model, Optional<String> chosenBackend) {
        String version =
                raw.kerasVersion().isEmpty() ? model.path("keras_version").asText("") : raw.kerasVersion();
        Generation generation = Dialect.generation(version, model);
        String recorded = raw.backend().isEmpty() ? model.path("backend").asText("") : raw.backend();
        if (chosenBackend.isPresent()) {
            return new Origin(generation, version, chosenBackend.get(), "");
        }
        if (!recorded.isEmpty()) {
            return new Origin(generation, version, recorded, "");
        }
        return generation == Generation.KERAS_1
                ? keras1(raw, version)
                : new Origin(
                        generation, version, "tensorflow", "the file does not name its backend; taken as TensorFlow");
    }

    /** Keras 1 notes no backend, but variables of TensorFlow are named {@code convolution2d_1_W:0}, Theano's without :0. */
    private static Origin keras1(RawModel raw, String version) {
        Optional<String> name = raw.weights()
                .filter(WeightSource.Grouped.class::isInstance)
                .flatMap(source -> ((WeightSource.Grouped) source)
                        .groups().stream()
                                .flatMap(group -> group.arrays().stream())
                                .map(array -> array.name())
                                .findFirst());
        if (name.isEmpty()) {
            return new Origin(
                    Generation.KERAS_1,
                    version,
                    "tensorflow",
                    "the file does not name its backend; taken as TensorFlow");
        }
        boolean tensorflow = name.get().endsWith(":0");
        return new Origin(
                Generation.KERAS_1,
                version,
                tensorflow ? "tensorflow" : "theano",
                "the file does not name its backend; taken as " + (tensorflow ? "TensorFlow" : "Theano")
                        + " from the weight name " + name.get());
    }
}
