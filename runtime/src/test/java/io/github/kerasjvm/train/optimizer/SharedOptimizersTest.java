package io.github.kerasjvm.train.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.kerasjvm.data.Npz;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.model.StoredForms;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.read.Limits;
import io.github.kerasjvm.read.ModelReader;
import io.github.kerasjvm.read.RawModel;
import io.github.kerasjvm.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The training goldens of every generation that are about optimizers: losses, weights and slots after each step. */
class SharedOptimizersTest {

    private static final Path CASES = Path.of(System.getProperty("keras-jvm.shared"), "ref", "train");

    static Stream<String> cases() throws IOException {
        if (!Files.isDirectory(CASES)) {
            return Stream.of("none");
        }
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders
                    .map(folder -> folder.getFileName().toString())
                    .filter(name ->
                            name.matches("[^-]+-(opt|sched|legacy)-.*|[^-]+-(constraints|regularizers|loss-mse)"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void trainsOnAsKerasDoes(String name) throws IOException {
        Path folder = CASES.resolve(name);
        Assumptions.assumeTrue(Files.isDirectory(folder), "the shared reference data is not here");
        JsonNode about = new ObjectMapper().readTree(folder.resolve("case.json").toFile());
        Path file = folder.resolve(about.path("file").asText());
        KerasModel model =
                Import.of(file).backend(about.path("backend").asText()).load();
        List<String> names = weights(about, model, true);
        List<String> undecayed = new ArrayList<>();
        about.path("exclude_from_weight_decay").forEach(pattern -> undecayed.add(pattern.asText()));
        Problems problems = Problems.none();
        TinyTrainer trainer;
        StateFile state;
        Map<String, StoredOrder> orders = new HashMap<>();
        try (RawModel raw = ModelReader.open(file, Limits.DEFAULT)) {
            StoredForms.of(model, raw)
                    .forEach((weight, form) ->
                            orders.put(weight, StoredOrder.of(form).orElseThrow()));
            trainer = new TinyTrainer(model, names, undecayed, orders);
            state = new StateFile(
                    trainer.optimizer().config(), trainer.parameters().layout(), orders);
            boolean read = state.read(raw.optimizer(), trainer.optimizer(), problems);
            assertThat(problems.list()).isEmpty();
            assertThat(read).isTrue();
        }
        try (Npz batches = Npz.open(folder.resolve("batches.npz"));
                Npz losses = Npz.open(folder.resolve("losses.npz"))) {
            train(about, trainer, batches, losses);
        }
        try (Npz after = Npz.open(folder.resolve("after.npz"))) {
            compareWeights(about, model, trainer, orders, after);
            compareState(about, state.write(trainer.optimizer()), after);
        }
    }

    /** The names of the weights in the order of the golden. */
    private static List<String> weights(JsonNode about, KerasModel model, boolean trainedOnly) {
        List<String> names = new ArrayList<>();
        for (JsonNode weight : about.path("weights")) {
            if (!trainedOnly || weight.path("trainable").asBoolean()) {
                String layer = weight.path("layer").asText() + "/";
                List<String> own = model.weights().keySet().stream()
                        .filter(key -> key.startsWith(layer))
                        .toList();
                names.add(own.get(weight.path("index").asInt()));
            }
        }
        return names;
    }

    private static void train(JsonNode about, TinyTrainer trainer, Npz batches, Npz losses) {
        double[] expected = losses.doubles("loss");
        double sensitivity = about.path("sensitivity").path("loss_rel").asDouble();
        double relative = sensitivity > 1e-5 ? 10 * sensitivity : 1e-4;
        int row = 0;
        for (int step = 0; step < expected.length; step++) {
            int rows = about.path("batch_sizes").get(step).asInt();
            Tensor x = batches.tensor("x_0").rows(row, row + rows);
            Tensor y = batches.tensor("y_0").rows(row, row + rows);
            double loss = trainer.step(x, y);
            assertThat(loss)
                    .as("loss of step %s", step)
                    .isCloseTo(expected[step], within(1e-6 + relative * Math.abs(expected[step])));
            row += rows;
        }
    }

    private static void compareWeights(
            JsonNode about, KerasModel model, TinyTrainer trainer, Map<String, StoredOrder> orders, Npz after) {
        List<String> names = weights(about, model, false);
        for (int i = 0; i < names.size(); i++) {
            int index = trainer.parameters().layout().indexOf(names.get(i));
            if (index >= 0) {
                String key = about.path("weights").get(i).path("key").asText();
                StoredOrder order = orders.get(names.get(i));
                float[] stored = order.stored(trainer.parameters().get(index).toArray());
                compare(about, key, names.get(i), Tensor.owning(order.shape(), stored), after);
            }
        }
    }

    private static void compareState(JsonNode about, List<StateFile.Stored> state, Npz after) {
        JsonNode variables = about.path("optimizer_variables");
        assertThat(state).hasSize(variables.size());
        for (int i = 0; i < state.size(); i++) {
            String key = variables.get(i).path("key").asText();
            compare(
                    about,
                    key,
                    variables.get(i).path("name").asText(),
                    state.get(i).values(),
                    after);
        }
    }

    private static void compare(JsonNode about, String key, String label, Tensor found, Npz after) {
        for (JsonNode left : about.path("sensitivity").path("ill_conditioned")) {
            if (left.asText().equals(key)) {
                return;
            }
        }
        double[] expected = after.doubles(key);
        assertThat(found.elements()).as(label).isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) found.get(i))
                    .as("%s (%s)[%s]", key, label, i)
                    .isCloseTo(expected[i], within(1e-5 + 1e-3 * Math.abs(expected[i])));
        }
    }
}
