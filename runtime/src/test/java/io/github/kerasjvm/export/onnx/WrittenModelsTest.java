package io.github.kerasjvm.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.engine.reference.InferencePasses;
import io.github.kerasjvm.model.Import;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Models of Keras are written as somebody would write them by hand. */
class WrittenModelsTest {

    private static OnnxFile write(String file) {
        Path path = Path.of(System.getProperty("keras-jvm.fixtures"), file);
        return OnnxFile.read(new OnnxWriter()
                .write(InferencePasses.apply(Import.of(path).load().lower())));
    }

    @Test
    void writesOneConvForPaddingConvolutionAndNormalisation() {
        assertThat(write("layer/mobile_block/k3_cl.keras").operators())
                .containsExactly(
                        "Transpose",
                        "Conv",
                        "Clip",
                        "Conv",
                        "Clip",
                        "Conv",
                        "Clip",
                        "GlobalAveragePool",
                        "Conv",
                        "Reshape",
                        "Softmax");
    }

    @Test
    void transposesNothingWhereChannelsStandFirst() {
        assertThat(write("layer/mobile_block/k3_cf.keras").operators())
                .containsExactly(
                        "Conv",
                        "Clip",
                        "Conv",
                        "Clip",
                        "Conv",
                        "Clip",
                        "GlobalAveragePool",
                        "Conv",
                        "Reshape",
                        "Softmax");
    }

    @Test
    void transposesNothingForImagesOfOneChannelThatAreFlattened() {
        OnnxFile file = write("reference/d_k3_cl.keras");
        assertThat(file.count("Transpose")).isZero();
        assertThat(file.count("Conv")).isEqualTo(3);
        assertThat(file.operators()).doesNotContain("Identity", "Pad", "BatchNormalization");
    }

    @Test
    void writesRecurrentLayersAsOnnxOwnOperators() {
        OnnxFile file = write("layer/bidirectional/k3_cl.keras");
        assertThat(file.operators()).contains("LSTM", "GRU");
    }

    @Test
    void writesMaskedRecurrentLayersByLengthsInsteadOfALoop() {
        OnnxFile file = write("layer/masked_states/k3_cl.keras");
        assertThat(file.operators()).contains("LSTM", "GRU", "RNN", "TopK").doesNotContain("Scan");
    }
}
