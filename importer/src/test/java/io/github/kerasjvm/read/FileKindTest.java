package io.github.kerasjvm.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kerasjvm.problem.ImportException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileKindTest {

    private static final String MODEL = "{\"class_name\": \"Sequential\", \"config\": []}";

    private static RawModel open(byte[] bytes) {
        return ModelReader.openBytes("m", bytes, Limits.DEFAULT);
    }

    private static RawModel open(String text) {
        return open(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "version https://git-lfs.github.com/spec/v1 | a Git LFS pointer",
                "\\x80\\x04\\x95\\x01 | a Python pickle, which runs code",
                "(dp0 | a Python pickle",
                "<!DOCTYPE html><title> | an HTML page",
                "<?xml version=`1.0`?><Error> | XML text",
                "\\x1f\\x8b\\x08 | a gzip archive",
                "BZh91AY | a compressed archive",
                "\\x93NUMPY\\x01 | a NumPy array",
                "\\x1c\\x00\\x00\\x00TFL3 | a TensorFlow Lite model",
                "\\x08\\x01\\x12\\xf0 | a TensorFlow SavedModel",
                "\\x08\\x07\\x12\\x07pytorch | an ONNX model",
                "\\x0a\\x20\\x0a\\x01x\\x12\\x0bPlaceholder | a frozen TensorFlow graph",
                "\\x80\\x02\\x8a\\x0al\\xfc\\x9cF\\xf9 j\\xa8P\\x19 | a PyTorch model",
                "\\x40\\x00\\x00\\x00\\x00\\x00\\x00\\x00{\" | the weights of a model that Keras did not write",
                "model_checkpoint_path: x | a TensorFlow checkpoint",
                "import keras | text that begins \"import keras\"",
                "\\x00\\x01\\x02\\x03 | a file of an unknown kind; expected HDF5, a .keras archive, JSON or YAML",
                "{\"modelTopology\": {}} | a TensorFlow.js model",
                "{\"class_name\": \"Tokenizer\", \"config\": {}} | the settings of a Keras Tokenizer",
                "{\"nbformat\": 4, \"cells\": []} | a Jupyter notebook",
                "[1, 2] | JSON text without a model: expected the keys \"class_name\" and \"config\", found a list",
            })
    void whatIsNoModelIsCalledWhatItIs(String content, String what) {
        assertThatThrownBy(() -> open(unescaped(content)))
                .isInstanceOf(ImportException.NotAModel.class)
                .hasMessageStartingWith("m: not a Keras model but " + what);
    }

    private static byte[] unescaped(String content) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < content.length(); i++) {
            if (content.startsWith("\\x", i)) {
                plain.append((char) Integer.parseInt(content.substring(i + 2, i + 4), 16));
                i += 3;
            } else {
                plain.append(content.charAt(i));
            }
        }
        return plain.toString().getBytes(ISO_8859_1);
    }

    @Test
    void anEmptyFileIsCalledEmpty() {
        assertThatThrownBy(() -> open("")).hasMessageContaining("not a Keras model but an empty file");
        assertThatThrownBy(() -> open("  \n")).hasMessageContaining("a file of blanks");
    }

    @Test
    void jsonIsReadBehindBlanksAndByteOrderMarksAndInOtherEncodings() {
        assertThat(open("\n  " + MODEL).config().orElseThrow().strip()).isEqualTo(MODEL);
        assertThat(open("\uFEFF" + MODEL).config()).contains(MODEL);
        assertThat(open(("\uFEFF" + MODEL).getBytes(StandardCharsets.UTF_16LE)).config())
                .contains(MODEL);
        assertThat(open(("\uFEFF" + MODEL).getBytes(StandardCharsets.UTF_16BE)).config())
                .contains(MODEL);
    }

    @Test
    void textThatIsNotUtf8IsRefused() {
        byte[] bytes = MODEL.getBytes(StandardCharsets.UTF_8);
        bytes[5] = (byte) 0xff;
        assertThatThrownBy(() -> open(bytes)).hasMessageContaining("the text is not UTF-8");
    }

    @Test
    void jsonInJsonAndJsonInAFieldIsUnwrappedWordForWord() {
        String quoted = '"' + MODEL.replace("\"", "\\\"") + '"';
        assertThat(open(quoted).config()).contains(MODEL);
        assertThat(open("{\"keras_model\": " + quoted + ", \"x\": 1}").config()).contains(MODEL);
        assertThat(open("{\"x\": [], \"model_config\": " + MODEL + "}").config())
                .contains(MODEL);
        assertThatThrownBy(() -> open("{\"a\": " + quoted + ", \"b\": " + quoted + "}"))
                .hasMessageContaining("JSON text with several models in it");
    }

    @Test
    void versionBackendAndTrainingAreTakenFromTheJson() {
        RawModel model = open("{\"class_name\": \"Functional\", \"config\": {}, \"keras_version\": \"2.3.1\", "
                + "\"backend\": \"theano\", \"compile_config\": {\"loss\": [ \"mse\" ], \"x\": NaN}, \"z\": 1}");
        assertThat(model.kerasVersion()).isEqualTo("2.3.1");
        assertThat(model.backend()).isEqualTo("theano");
        assertThat(model.trainingConfig()).contains("{\"loss\": [ \"mse\" ], \"x\": NaN}");
        assertThat(model.weights()).isEmpty();
        assertThat(open("{\"class_name\": \"F\", \"config\": {}, \"compile_config\": {}}")
                        .trainingConfig())
                .isEmpty();
    }
}
