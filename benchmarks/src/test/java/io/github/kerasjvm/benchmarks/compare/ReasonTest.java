package io.github.kerasjvm.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "lstm_7 (LSTM): is a layer that is not known here. Give one: Import.layer(…)  [KJ-LAYER-1]"
                        + " ~ (LSTM): is a layer that is not known here",
                "conv_4 (Conv2D), kernel: is (3, 4) in the file, expected (3, 6)  [KJ-WEIGHT-2]"
                        + " ~ (Conv2D), kernel: is (…) in the file, expected (…)",
                "InvalidKerasConfigurationException: Unknown keras backend NONE. For more information, see https://example.org"
                        + " ~ InvalidKerasConfigurationException: Unknown keras backend NONE",
                "RuntimeException: Op concat with name 1a9fb16d-7bb7-4def-9ae6-b911f7b1338e failed to execute. Here is the error"
                        + " ~ RuntimeException: Op concat with name … failed to execute",
                "Keras major version has to be either 1 or 2 (3 provided)"
                        + " ~ Keras major version has to be either 1 or 2 (3 provided)",
                "BadInput: got InputTypeFeedForward(357) ~ BadInput: got InputTypeFeedForward(n)",
                "RuntimeException: H5Gopen2 failed ~ RuntimeException: H5Gopen2 failed",
                "IllegalStateException: Invalid input (layer name = \"lstm_2\"): got array of shape [3, 6, 6]"
                        + " ~ IllegalStateException: Invalid input (layer name = \"…\"): got array of shape […]",
            })
    void theSameReasonOfTwoFilesIsTheSameText(String detail, String reason) {
        assertThat(Reason.of(Outcome.of(Outcome.Kind.REFUSED, detail))).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "1.x, '', Keras 1",
        "'', 1.2.2, Keras 1",
        "2.0-2.3, '', 'Keras 2, standalone'",
        "'', 2.2.4, 'Keras 2, standalone'",
        "'', 2.3.1, 'Keras 2, standalone'",
        "'', 2.2.4-tf, 'Keras 2, tf.keras and tf_keras'",
        "'', 2.15.0, 'Keras 2, tf.keras and tf_keras'",
        "tf.keras 2.x, 2.3.0, 'Keras 2, tf.keras and tf_keras'",
        "3.x, '', Keras 3",
        "'', 3.15.1, Keras 3",
        "?, '', not said",
    })
    void generation(String word, String version, String expected) {
        assertThat(Facts.generation(word, version)).isEqualTo(expected);
    }
}
