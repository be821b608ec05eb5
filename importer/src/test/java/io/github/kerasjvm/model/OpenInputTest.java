package io.github.kerasjvm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.problem.Problem;
import io.github.kerasjvm.tensor.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the weights tell of an input without a shape; the suites compare the numbers. */
class OpenInputTest {

    private static final Path FOLDER = Path.of(System.getProperty("keras-jvm.fixtures"), "unbuilt");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "k2_dense.json | k2_dense_weights.h5 | (None, 5)",
                "k3_dense.json | k3_dense.weights.h5 | (None, 5)",
                "k2_conv1d.json | k2_conv1d_weights.h5 | (None, None, 6)",
                "k3_conv2d.json | k3_conv2d.weights.h5 | (None, None, None, 2)",
                "k2_windows.json | k2_windows_weights.h5 | (None, None, None, 2)"
            })
    void theFirstKernelTellsAxesAndChannelsAndNothingElse(String model, String weights, String shape) {
        KerasModel keras = Import.of(FOLDER.resolve(model))
                .weights(FOLDER.resolve(weights))
                .load();

        assertThat(keras.inputs())
                .singleElement()
                .extracting(port -> port.shape().toString())
                .isEqualTo(shape);
    }

    @Test
    void withoutWeightsItStaysRefused() {
        assertThat(Import.of(FOLDER.resolve("k3_dense.json")).inspect().problems())
                .extracting(Problem::code)
                .contains(Code.SHAPE_UNKNOWN);
    }

    /** A Flatten before the Dense: the kernel tells how many elements there are, not in which shape. */
    @Test
    void whatIsNotCertainStaysRefused(@TempDir Path folder) throws Exception {
        String flat = Files.readString(FOLDER.resolve("k2_dense.json")).replace("Dropout", "Flatten");
        Path model = Files.writeString(
                folder.resolve("flat.json"), flat.replaceAll("\"(rate|noise_shape|seed)\": [^,}]+, ?", ""));

        assertThatThrownBy(() -> Import.of(model)
                        .weights(FOLDER.resolve("k2_dense_weights.h5"))
                        .load())
                .isInstanceOf(ImportException.Unsupported.class)
                .hasMessageContaining("the file gives no shape for this input");
    }

    @Test
    void sizesThatStayOpenAreNotKnown() {
        Shape shape = Import.of(FOLDER.resolve("k3_conv2d.json"))
                .weights(FOLDER.resolve("k3_conv2d.weights.h5"))
                .load()
                .inputs()
                .get(0)
                .shape();

        assertThat(shape.toList()).containsExactly(Shape.ANY, Shape.ANY, Shape.ANY, 2);
    }
}
