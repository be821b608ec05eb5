package io.github.kerasjvm.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.kerasjvm.data.DataSet;
import io.github.kerasjvm.data.Npz;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The training goldens by every generation of Keras: loss and metrics that the first step reports are those of the
 * saved weights on the first batch.
 */
class SharedLossesTest {

    private static final Path CASES = Path.of(System.getProperty("keras-jvm.shared"), "ref", "train");

    static Stream<String> cases() throws IOException {
        if (!Files.isDirectory(CASES)) {
            return Stream.of("none");
        }
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theFirstLossAndItsMetricsAreKerass(String name) throws IOException {
        Path folder = CASES.resolve(name);
        Assumptions.assumeTrue(Files.isDirectory(folder), "the shared reference data is not here");
        JsonNode about = new ObjectMapper().readTree(folder.resolve("case.json").toFile());
        Assumptions.assumeTrue(about.path("kind").asText().equals("train"), "one step");
        Assumptions.assumeTrue(about.path("class_weight").isNull(), "weights of classes belong to training");
        KerasModel model = load(
                folder.resolve(about.path("file").asText()),
                about.path("backend").asText());
        Assumptions.assumeTrue(
                model.graph().allLayers().stream()
                        .noneMatch(layer -> layer.className().equals("BatchNormalization")),
                "training normalises by the batch");
        try (Npz batches = Npz.open(folder.resolve("batches.npz"));
                Npz losses = Npz.open(folder.resolve("losses.npz"))) {
            Assumptions.assumeFalse(batches.has("sample_weight"), "weights of samples belong to training");
            int rows = about.path("batch_sizes").get(0).asInt();
            DataSet data = DataSet.of(first(batches, "x_", rows), first(batches, "y_", rows));
            Evaluation found = Evaluate.of(model, Engines.find("reference"), new EngineOptions(1))
                    .batchSize(rows)
                    .run(data);
            Assumptions.assumeTrue(found.notes().isEmpty(), found.notes().toString());
            compare(losses, about, found);
        }
    }

    private static KerasModel load(Path file, String backend) {
        try {
            return Import.of(file).backend(backend).load();
        } catch (ImportException e) {
            Assumptions.abort(e.getMessage());
            throw e;
        }
    }

    private static List<Tensor> first(Npz batches, String start, int rows) {
        List<Tensor> tensors = new ArrayList<>();
        while (batches.has(start + tensors.size())) {
            tensors.add(batches.tensor(start + tensors.size()).rows(0, rows));
        }
        return tensors;
    }

    private static void compare(Npz losses, JsonNode about, Evaluation found) {
        double expected = losses.doubles("loss")[0];
        double sensitivity = about.path("sensitivity").path("loss_rel").asDouble();
        double relative = sensitivity > 1e-5 ? 10 * sensitivity : 1e-5;
        assertThat(found.loss().orElseThrow()).isCloseTo(expected, within(1e-6 + relative * Math.abs(expected)));
        Set<String> metrics = new HashSet<>();
        about.path("logs").forEach(log -> metrics.add(log.asText()));
        metrics.removeIf(name -> name.equals("loss") || name.endsWith("_loss"));
        assertThat(found.metrics()).extracting(MetricValue::name).containsExactlyInAnyOrderElementsOf(metrics);
        for (MetricValue metric : found.metrics()) {
            double value = losses.doubles(metric.name())[0];
            assertThat(metric.values().get(0)).as(metric.name()).isCloseTo(value, within(1e-6 + relative * value));
        }
    }
}
