package io.github.kerasjvm.train.fit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.data.DataException;
import io.github.kerasjvm.data.SafeFile;
import io.github.kerasjvm.read.Json;
import io.github.kerasjvm.read.Limits;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import io.github.kerasjvm.train.TrainerCounts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A model file that training renews, and beside it {@code <file>.training.json} with what the file cannot hold: how far
 * training is. Whenever training is killed, the file is one whole model, and the notes tell where it goes on.
 *
 * <p>The notes are written first, with those of the file that is there still; the digest of the file tells which hold.
 */
public final class Checkpoint {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path file;
    private final Path notes;

    /**
     * The checkpoint of a file.
     *
     * @param file the model file
     */
    public Checkpoint(Path file) {
        this.file = file;
        this.notes = file.resolveSibling(file.getFileName() + ".training.json");
    }

    /**
     * How far training is.
     *
     * @param epoch the epochs that ended
     * @param batches the batches done in the epoch that is under way; 0 between epochs
     * @param counts what the trainer counted
     * @param history loss and metrics of each epoch that ended
     * @param run what decides the numbers of this training, in words: data, batch size, seed
     */
    public record Progress(
            int epoch, int batches, TrainerCounts counts, List<Map<String, Double>> history, String run) {

        /** Keeps its own copy. */
        public Progress {
            history = List.copyOf(history);
        }
    }

    /**
     * Renews the file.
     *
     * @param progress how far training is
     * @param write writes the model, whole or not at all
     * @throws DataException if something cannot be written
     */
    public void save(Progress progress, Consumer<Path> write) {
        Path next = file.resolveSibling("." + file.getFileName() + ".next");
        try {
            write.accept(next);
            ArrayNode entries = JsonNodeFactory.instance.arrayNode();
            entries.add(json(progress).put("sha256", digest(next)));
            current().ifPresent(entries::add);
            SafeFile.write(notes, out -> out.write(text(entries)));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new DataException(file + ": cannot be written: " + e, e);
        } finally {
            next.toFile().delete();
        }
    }

    /**
     * How far the training of the file is.
     *
     * @return where it goes on; empty if there are no notes of the file as it is
     * @throws DataException if the notes cannot be read
     */
    public Optional<Progress> read() {
        return current().map(Checkpoint::progress);
    }

    private Optional<JsonNode> current() {
        if (!Files.exists(file) || !Files.exists(notes)) {
            return Optional.empty();
        }
        try {
            JsonNode entries = Json.parse(notes.toString(), Files.readString(notes), Limits.DEFAULT);
            String digest = digest(file);
            for (JsonNode entry : entries) {
                if (entry.path("sha256").asText().equals(digest)) {
                    return Optional.of(entry);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new DataException(notes + ": cannot be read: " + e, e);
        }
    }

    private static byte[] text(JsonNode entries) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter()
                    .writeValueAsString(entries)
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode json(Progress progress) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("epoch", progress.epoch());
        node.put("batches", progress.batches());
        node.put("run", progress.run());
        TrainerCounts counts = progress.counts();
        node.put("steps", counts.steps());
        node.put("iterations", counts.iterations());
        node.put("learning_rate", counts.learningRate());
        ObjectNode scalars = node.putObject("scalars");
        counts.scalars().forEach(scalars::put);
        ObjectNode states = node.putObject("states");
        new TreeMap<>(counts.states()).forEach((name, state) -> write(states.putObject(name), state));
        ArrayNode history = node.putArray("history");
        progress.history().forEach(logs -> logs.forEach(history.addObject()::put));
        return node;
    }

    private static void write(ObjectNode node, Tensor state) {
        ArrayNode shape = node.putArray("shape");
        state.shape().toList().forEach(shape::add);
        ArrayNode values = node.putArray("values");
        for (float value : state.toArray()) {
            values.add(value);
        }
    }

    private static Tensor state(JsonNode node) {
        List<Integer> sizes = new ArrayList<>();
        node.path("shape").forEach(size -> sizes.add(size.asInt()));
        float[] values = new float[node.path("values").size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) node.path("values").path(i).asDouble();
        }
        return Tensor.owning(Shape.of(sizes), values);
    }

    private static Progress progress(JsonNode node) {
        Map<String, Float> scalars = new LinkedHashMap<>();
        node.path("scalars")
                .properties()
                .forEach(scalar ->
                        scalars.put(scalar.getKey(), (float) scalar.getValue().asDouble()));
        List<Map<String, Double>> history = new ArrayList<>();
        for (JsonNode logs : node.path("history")) {
            Map<String, Double> epoch = new LinkedHashMap<>();
            logs.properties()
                    .forEach(log -> epoch.put(log.getKey(), log.getValue().asDouble()));
            history.add(epoch);
        }
        Map<String, Tensor> states = new LinkedHashMap<>();
        node.path("states").properties().forEach(state -> states.put(state.getKey(), state(state.getValue())));
        TrainerCounts counts = new TrainerCounts(
                node.path("steps").asLong(),
                node.path("iterations").asLong(),
                (float) node.path("learning_rate").asDouble(),
                scalars,
                states);
        return new Progress(
                node.path("epoch").asInt(),
                node.path("batches").asInt(),
                counts,
                history,
                node.path("run").asText());
    }

    private static String digest(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
