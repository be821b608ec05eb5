package io.github.kerasjvm.cli;

import static io.github.kerasjvm.cli.Run.fixture;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InspectTest {

    private static final String MNIST = "reference/mnist_cnn_trained_model.h5";

    @ParameterizedTest
    @CsvSource({
        "layer/graph/k3_cl.keras, 120, UTF-8, graph_k3_cl_120.txt",
        "layer/sequential/k3_cl.keras, 80, UTF-8, sequential_k3_cl_80.txt",
        "reference/c_k3_cl.keras, 80, US-ASCII, c_k3_cl_80_ascii.txt"
    })
    void printsTheSummaryAsKerasDoes(String model, int columns, String charset, String golden) throws IOException {
        Run run = Run.on(columns, Charset.forName(charset), "inspect", fixture(model));

        List<String> expected;
        try (InputStream in = getClass().getResourceAsStream("/summary/" + golden)) {
            expected = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        assertThat(run.exit()).isZero();
        assertThat(run.out().lines().limit(expected.size())).containsExactlyElementsOf(expected);
    }

    @Test
    void tellsWhoWroteTheFileAndHowItWasTrained() {
        Run run = Run.of("inspect", fixture(MNIST));

        assertThat(run.out())
                .contains(
                        " Total params: 1,199,882 (4.58 MB)",
                        "HDF5 of a whole model",
                        "Written by  Keras 2.21.0, tensorflow",
                        "(None, 28, 28, 1)",
                        "loss categorical_crossentropy",
                        "optimizer state of ");
    }

    @Test
    void tellsHowTheBackendWasFoundOut() {
        assertThat(Run.of("inspect", fixture("reference/a_k1th_cf.h5")).out())
                .contains("Keras 1.2.2, theano (the file does not name its backend; taken as Theano");
    }

    @Test
    void showsTheLayersOfNestedModelsWhenAsked() {
        String model = fixture("layer/graph/k3_cl.keras").toString();

        assertThat(Run.of("inspect", model).out()).doesNotContain("inner_dense");
        assertThat(Run.of("inspect", model, "--expand-nested").out()).contains("│    └ inner_dense (Dense)");
    }

    @Test
    void hasEverythingAsJson() {
        JsonNode json = Run.of("inspect", fixture(MNIST), "--json").json();

        assertThat(json.path("container").asText()).isEqualTo("hdf5");
        assertThat(json.at("/origin/kerasVersion").asText()).isEqualTo("2.21.0");
        assertThat(json.at("/model/class").asText()).isEqualTo("Sequential");
        assertThat(json.at("/model/inputs/0/shape").toString()).isEqualTo("[null,28,28,1]");
        assertThat(json.at("/model/outputs/0/shape").toString()).isEqualTo("[null,10]");
        assertThat(json.at("/layers/1/class").asText()).isEqualTo("Conv2D");
        assertThat(json.at("/parameters/total").asLong()).isEqualTo(1_199_882);
        assertThat(json.at("/training/isCompiled").asBoolean()).isTrue();
        assertThat(json.at("/training/optimizerState/arrays").asInt()).isPositive();
        assertThat(json.path("weights")).hasSize(8);
        assertThat(json.path("problems")).isEmpty();
    }

    @Test
    void listsWeightsThatComeWithoutAModel() {
        Run run = Run.of("inspect", fixture("broken/weights_only.weights.h5"));

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("Weights without an architecture", "layers/dense/vars/0", "[KJ-FILE-4]");
    }

    @Test
    void tellsWhatIsThereOfAModelThatDoesNotRun() {
        Run run = Run.of("inspect", fixture("broken/lambda.keras"));

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("double (Lambda)", "1 problem keeps it from running:", "[KJ-CODE-1]");
    }

    @Test
    void tellsWhatBecomesOfTheWeightsOfAnotherModel() {
        Object[] words = {
            "inspect",
            fixture("transfer/k3_target.keras"),
            "--weights",
            fixture("transfer/k3_source.h5"),
            "--weights-by",
            "name",
            "--skip-mismatch"
        };
        Run run = Run.of(words);
        JsonNode json = Run.of(java.util.stream.Stream.concat(
                                java.util.Arrays.stream(words), java.util.stream.Stream.of("--json"))
                        .toArray())
                .json();

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("Weights: 9 of 17 arrays applied, 6 skipped, 2 missing, 2 unused")
                .contains("is not in the weights file; near: only_there; stays as it is in the model")
                .doesNotContain("problem");
        assertThat(json.at("/weightReport/weights").size()).isEqualTo(17);
        assertThat(json.at("/weightReport/weights/0/status").asText()).isEqualTo("applied");
        assertThat(json.at("/weightReport/unused/0/nearest/0").asText()).isEqualTo("only_hera");
    }

    @Test
    void aRuleForWeightsNeedsWeights() {
        String model = fixture("transfer/k3_target.keras").toString();
        String weights = fixture("transfer/k3_source.h5").toString();

        assertThat(Run.of("inspect", model, "--weights-by", "name").err()).contains("--weights is missing");
        assertThat(Run.of("validate", model, "--weights", weights, "--weights-by", "luck")
                        .err())
                .contains("\"luck\" is not a rule; exact, name or order");
        assertThat(Run.of("predict", model, "x.npy", "--weights", weights, "--skip-mismatch")
                        .exit())
                .isEqualTo(2);
        assertThat(Run.of("validate", model, "--weights", weights, "--weights-by", "name")
                        .exit())
                .isEqualTo(1);
        assertThat(Run.of("validate", model, "--weights", weights, "--weights-by", "name", "--skip-mismatch")
                        .exit())
                .isZero();
    }

    @Test
    void whatIsNoModelIsSaidToBeSo() {
        Run run = Run.of("inspect", fixture("broken/page.h5"));

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith(fixture("broken/page.h5") + ": ")
                .contains("HTML page")
                .endsWith("  [KJ-FILE-1]");
    }

    @Test
    void anErrorIsOneJsonDocumentToo() {
        Run run = Run.of("inspect", fixture("broken/page.h5"), "--json");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).isEmpty();
        assertThat(run.json().at("/error/problems/0/code").asText()).isEqualTo("KJ-FILE-1");
    }

    @Test
    void saysWhetherAnEngineRunsIt() {
        assertThat(Run.of("inspect", fixture(MNIST), "--engine", "reference").out())
                .contains("reference runs it");
        assertThat(Run.of("inspect", fixture("broken/lambda.h5"), "--engine", "reference")
                        .out())
                .contains("reference does not run it: the model has problems");
    }

    @Test
    void anEngineThatIsNotThereIsSaidToBeSo() {
        Run run = Run.of("inspect", fixture(MNIST), "--engine", "abacus");

        assertThat(run.exit()).isEqualTo(7);
        assertThat(run.err()).contains("no engine abacus").doesNotContain("\tat ");
    }
}
