package io.github.kerasjvm.cli;

import static io.github.kerasjvm.cli.Run.fixture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The recipes of docs/trainings.md: the five reference models trained on MNIST, from first weights to the accuracy that Keras
 * reached with them. Those tagged {@code trainings} take minutes each, {@code -Dtests.groups=trainings -Dtests.exclude=}.
 */
class ReferenceTrainingsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String CHANGES = "rotation=10,zoom=0.1,width_shift=0.1,height_shift=0.1";

    /** How far two trainings of the same recipe may be apart: 30 of 10,000 images, some 2 deviations of their difference. */
    private static final double LUCK = .003;

    @TempDir
    private Path folder;

    private static Path mnist() {
        Path data = Path.of(System.getProperty("keras-jvm.shared", "none"), "data", "mnist");
        assumeTrue(Files.isDirectory(data), "no MNIST in the folder that keras-jvm.shared names");
        return data;
    }

    private static JsonNode entry(String index, String file) throws IOException {
        for (JsonNode entry : MAPPER.readTree(fixture("reference/" + index).toFile())) {
            if (entry.path("file").asText().equals(file)) {
                return entry;
            }
        }
        throw new IllegalStateException(index + " has no " + file);
    }

    /** Trains, and gives loss and accuracy on the test images after the last epoch. */
    private Result train(Path model, Path out, Object... options) {
        List<Object> arguments = new ArrayList<>(List.of(
                "finetune", model, "--data", mnist(), "--validation", mnist(), "--out", out, "--force", "--json"));
        if (!model.getFileName().toString().startsWith("e_")) {
            arguments.addAll(List.of("--scale", "1/255"));
        }
        arguments.addAll(List.of(options));
        Run run = Run.of(arguments.toArray());
        assertThat(run.exit()).as(run.err()).isZero();
        JsonNode history = run.json().path("history");
        JsonNode last = history.get(history.size() - 1);
        double accuracy =
                last.path("val_accuracy").asDouble(last.path("val_acc").asDouble());
        return new Result(last.path("val_loss").asDouble(), accuracy);
    }

    private record Result(double loss, double accuracy) {}

    private Result train(String file, Object... options) {
        return train(fixture("reference/" + file), folder.resolve(file), options);
    }

    /**
     * A tenth of the data: every kind of file, optimizer and layer that is in them learns. After 188 steps the moving statistics
     * of c are far from what they average, in Keras as here: both tell 11.43% of the images, and need more epochs.
     */
    @ParameterizedTest
    @CsvSource({
        "a_k1_cf.h5, 1, 0.88",
        "mnist_cnn_trained_model.h5, 1, 0.88",
        "c_k3_cl.keras, 3, 0.88",
        "d_k2_cl.h5, 1, 0.88",
        "e_k3_cl.keras, 1, 0.80"
    })
    @Tag("slow")
    void learnsFromFirstWeights(String file, int epochs, double accuracy) {
        Result result = train(file, "--fresh", "--rows", "6000", "--batch", "32", "--epochs", epochs, "--seed", "1");

        assertThat(result.accuracy()).isGreaterThan(accuracy);
    }

    /** Without dropout and shuffling nothing is random: after 469 steps of RMSprop Keras and we are at the same place. */
    @Test
    @Tag("slow")
    void anEpochInOrderGivesKerassValidationLoss() throws IOException {
        JsonNode keras = entry("epochs.json", "d_k2_cl.h5");
        assertThat(keras.path("shuffle").asBoolean()).isFalse();

        Result result = train(
                "d_k2_cl.h5", "--no-shuffle", "--batch", keras.path("batchSize").asText());

        double expected = keras.path("valLoss").asDouble();
        assertThat(result.loss()).isCloseTo(expected, within(.02 * expected));
    }

    /**
     * With dropout and shuffling two trainings differ by some 6%, of Keras as of ours; so means are compared, within the 2%
     * that are wanted and twice the error of their difference.
     */
    @Test
    @Tag("trainings")
    void anEpochFromKerassStateReachesKerassValidationLoss() throws IOException {
        JsonNode keras = entry("epochs.json", "mnist_cnn_trained_model.h5");
        String batch = keras.path("batchSize").asText();

        double[] losses = IntStream.rangeClosed(1, 5)
                .mapToObj(seed -> train("mnist_cnn_trained_model.h5", "--batch", batch, "--seed", seed))
                .mapToDouble(Result::loss)
                .toArray();

        double[] theirs = new double[keras.path("valLosses").size()];
        for (int i = 0; i < theirs.length; i++) {
            theirs[i] = keras.path("valLosses").get(i).asDouble();
        }
        double error = Math.sqrt(variance(losses) / losses.length + variance(theirs) / theirs.length);
        assertThat(mean(losses)).isLessThan(1.02 * mean(theirs) + 2 * error);
    }

    private static double mean(double[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .average()
                .orElseThrow();
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        double sum = IntStream.range(0, values.length)
                .mapToDouble(i -> (values[i] - mean) * (values[i] - mean))
                .sum();
        return sum / (values.length - 1);
    }

    @ParameterizedTest
    @CsvSource({"a_k1_cf.h5, 3", "mnist_cnn_trained_model.h5, 4", "d_k2_cl.h5, 4", "e_k3_cl.keras, 2"})
    @Tag("trainings")
    void reachesTheAccuracyOfTheOriginal(String file, int epochs) throws IOException {
        Result result = train(file, "--fresh", "--batch", "128", "--epochs", epochs, "--seed", "1");

        double original = entry("index.json", file).path("accuracy").asDouble();
        assertThat(result.accuracy()).isGreaterThan(original - LUCK);
    }

    /** RMSprop at its full rate jumps, between 98.6% and 98.9% from epoch to epoch; one at a tenth of it ends that. */
    @Test
    @Tag("trainings")
    void modelDReachesTheAccuracyOfTheOriginal() throws IOException {
        train("d_k2_cl.h5", "--fresh", "--batch", "128", "--epochs", "4", "--seed", "1");
        Path four = folder.resolve("d_k2_cl.h5");

        Result result =
                train(four, folder.resolve("five.h5"), "--batch", "128", "--learning-rate", "1e-4", "--seed", "2");

        double original = entry("index.json", "d_k2_cl.h5").path("accuracy").asDouble();
        assertThat(result.accuracy()).isGreaterThan(original - LUCK);
    }

    /** Seven epochs with changed images and Adam's own rate, three with a tenth of it. */
    @Test
    @Tag("trainings")
    void modelCReaches994() {
        train("c_k3_cl.keras", "--fresh", "--augment", CHANGES, "--batch", "64", "--epochs", "7", "--seed", "1");
        Path seven = folder.resolve("c_k3_cl.keras");
        Path ten = folder.resolve("ten.keras");

        Result result = train(
                seven,
                ten,
                "--augment",
                CHANGES,
                "--batch",
                "64",
                "--epochs",
                "3",
                "--learning-rate",
                "1e-4",
                "--seed",
                "2");

        assertThat(result.accuracy()).isGreaterThanOrEqualTo(.994);
    }
}
