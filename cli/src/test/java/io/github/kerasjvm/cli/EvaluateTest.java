package io.github.kerasjvm.cli;

import static io.github.kerasjvm.cli.Run.fixture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluateTest {

    private static final Path MODEL = fixture("reference/mnist_cnn_trained_model.h5");
    private static final Path DIGITS = fixture("digits/digits-images-idx3-ubyte.gz");
    private static final Path LABELS = fixture("digits/digits-labels-idx1-ubyte.gz");

    @ParameterizedTest
    @ValueSource(strings = {"onnxruntime", "reference"})
    void givesKerasNumbers(String engine) {
        JsonNode json = Run.of(
                        "evaluate",
                        MODEL,
                        "--data",
                        DIGITS,
                        "--scale",
                        "1/255",
                        "--batch",
                        "128",
                        "--engine",
                        engine,
                        "--json")
                .json();

        assertThat(json.path("loss").asDouble()).isCloseTo(0.03458017110824585, within(1e-6));
        assertThat(json.path("accuracy").asDouble()).isEqualTo(0.988);
        assertThat(json.at("/metrics/accuracy").asDouble()).isEqualTo(0.988);
        assertThat(json.path("metrics")).hasSize(1);
        assertThat(json.at("/outputs/0/correct").asInt()).isEqualTo(494);
        assertThat(json.at("/outputs/0/confusion/4/9").asInt()).isEqualTo(2);
        assertThat(json.at("/outputs/0/classes/4/recall").asDouble()).isEqualTo(0.96);
        assertThat(json.path("engine").asText()).isEqualTo(engine);
    }

    @Test
    void printsLossAccuracyRateAndConfusion() {
        Run run = Run.of("evaluate", MODEL, "--data", DIGITS, "--labels", LABELS, "--scale", "1/255");

        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains(
                        "Loss        0.034580",
                        "Accuracy    0.9880 (494 of 500)",
                        "  accuracy  0.988000",
                        "Rows        500 in ",
                        "/s on onnxruntime")
                .contains("Confusion: how often each class (row) was taken for each (column)")
                .contains("4   .   .   .   .  48   .   .   .   .   2");
    }

    @Test
    void takesAnotherLoss() {
        Run run = Run.of("evaluate", MODEL, "--data", DIGITS, "--scale", "1/255", "--loss", "mse", "--json");

        assertThat(run.json().at("/outputs/0/lossName").asText()).isEqualTo("mean_squared_error");
        assertThat(Run.of("evaluate", MODEL, "--data", DIGITS, "--loss", "anger")
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void dataWithoutLabelsIsADataProblem() {
        Run run = Run.of("evaluate", MODEL, "--data", fixture("digits/mnist_cnn_trained_model.h5.npz"));

        assertThat(run.exit()).isEqualTo(6);
        assertThat(run.out()).isEmpty();
        assertThat(Run.of("evaluate", MODEL, "--data", "nowhere.npz").exit()).isEqualTo(6);
        assertThat(Run.of("evaluate", MODEL).exit()).isEqualTo(2);
    }
}
