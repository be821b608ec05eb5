package io.github.kerasjvm.layer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnakeCaseTest {

    /** Group names as Keras 2.13 to 3.15 wrote them. */
    @ParameterizedTest
    @CsvSource({
        "Conv2D, conv2d",
        "DepthwiseConv2D, depthwise_conv2d",
        "ReLU, re_lu",
        "PReLU, p_re_lu",
        "GlobalAveragePooling1D, global_average_pooling1d",
        "SimpleRNN, simple_rnn",
        "LSTM, lstm",
        "InputLayer, input_layer",
        "BatchNormalization, batch_normalization",
        "MaxPooling2D, max_pooling2d",
        "my>MyDense, my_dense"
    })
    void namesGroupsAsKerasDoes(String className, String group) {
        assertThat(Words.snakeCase(className)).isEqualTo(group);
    }
}
