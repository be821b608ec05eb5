package io.github.kerasjvm.export.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kerasjvm.export.hdf5.Hdf5Type;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.model.OpenModel;
import io.github.kerasjvm.read.StoredArray;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models with other weights and another state of training than the file that they came from. */
class KerasWriterTest {

    private static final Path FIXTURES = Path.of(System.getProperty("keras-jvm.fixtures"));

    /** Stores two biases, of which the layer uses the sum. */
    private static final Path CUDNN = FIXTURES.resolve("layer/cudnn");

    /** Stores one element for several of the layer. */
    private static final Path UNTOLD_AXES = FIXTURES.resolve("layer/untold_axes");

    @TempDir
    private Path folder;

    static Stream<Arguments> models() throws IOException {
        return RoundTripTest.models()
                .filter(arguments -> ((Import) arguments.get()[1]).file().startsWith(FIXTURES))
                .filter(arguments -> !((Import) arguments.get()[1]).file().startsWith(CUDNN)
                        && !((Import) arguments.get()[1]).file().startsWith(UNTOLD_AXES));
    }

    private static KerasModel with(KerasModel model, Map<String, Tensor> weights) {
        return new KerasModel(
                model.file(), model.origin(), model.graph(), model.config(), model.trainingConfig(), weights);
    }

    private static KerasModel trained(KerasModel model) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        model.weights().forEach((name, weight) -> {
            float[] values = weight.toArray();
            for (int i = 0; i < values.length; i++) {
                // Zero stays: it may be one that the file does not store.
                values[i] = values[i] * (1 + i % 7 * 0.25f);
            }
            weights.put(name, Tensor.owning(weight.shape(), values));
        });
        return with(model, weights);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void otherWeightsTakeThePlaceOfThoseOfTheFile(String name, Import source) {
        KerasModel trained = trained(source.load());
        KerasFormat format = RoundTripTest.format(source);
        Path target = folder.resolve("out");

        KerasWriter.of(source, trained).write(format, target);

        KerasModel read = Import.of(target).load();
        trained.weights().forEach((weight, value) -> assertThat(
                        read.weights().get(weight).toArray())
                .as(weight)
                .isEqualTo(value.toArray()));
    }

    @Test
    void aTrainedWeightThatTheFileStoresInAnotherWayIsRefused() {
        for (Path file : List.of(CUDNN.resolve("k2_tf_cl.h5"), UNTOLD_AXES.resolve("k1_tf_cl.h5"))) {
            Import source = Import.of(file);
            KerasWriter writer = KerasWriter.of(source, trained(source.load()));

            assertThatThrownBy(() -> writer.write(KerasFormat.HDF5, folder.resolve("out.h5")))
                    .isInstanceOf(KerasWriteException.class)
                    .hasMessageContaining(
                            "does not store the weight as the layer uses it; " + "the file cannot hold a trained one");
            assertThat(folder).isEmptyDirectory();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"transfer/tfk_target.h5", "reference/e_k3_cl.keras"})
    void theStateOfTrainingIsThatOfTheTrainer(String file) throws IOException {
        Import source = Import.of(FIXTURES.resolve(file));
        KerasModel model = source.load();
        String config = "{\"loss\": \"mse\", \"optimizer\": \"sgd\"}";
        List<NamedArray> state =
                List.of(NamedArray.count("0", 1L << 40), NamedArray.of("1", Tensor.of(Shape.of(2), 1.5f, -0f)));
        Path target = folder.resolve("out");

        KerasWriter.of(source, model)
                .training(new TrainingState(Optional.of(config), state))
                .write(RoundTripTest.format(source), target);

        assertThat(Import.of(target).load().trainingConfig()).contains(config);
        try (OpenModel open = Import.of(target).openModel()) {
            List<StoredArray> optimizer = open.raw().optimizer();
            assertThat(optimizer).extracting(StoredArray::name).containsExactly("0", "1");
            assertThat(optimizer.get(0).type()).isEqualTo(Hdf5Type.INT64.label());
            assertThat(optimizer.get(0).readDoubles()).containsExactly(0x1p40);
            assertThat(optimizer.get(1).readFloats()).containsExactly(1.5f, -0f);
        }
    }

    /** The words are those with which Keras 3.15.1 loads; with the short ones it does not. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "mse"                            | "mean_squared_error"
            ["MAE", null, "huber"]           | ["mean_absolute_error",null,"huber"]
            {"a": "kld", "b": "my_loss"}     | {"a":"kl_divergence","b":"my_loss"}
            {"class_name": "Huber"}          | {"class_name":"Huber"}
            """)
    void anH5FileNamesLossesByTheirWholeNames(String archived, String written) {
        assertThat(Keras3Config.trainingConfig("{\"loss\": " + archived + ", \"optimizer\": \"sgd\"}"))
                .isEqualTo("{\"loss\":" + written + ",\"optimizer_config\":{\"class_name\":\"sgd\",\"config\":{}}}");
    }

    @Test
    void theSourceMayBeReplaced() throws IOException {
        Path file = Files.copy(FIXTURES.resolve("reference/e_k3_cl.keras"), folder.resolve("net.keras"));
        KerasModel trained = trained(Import.of(file).load());

        KerasWriter.of(Import.of(file), trained).write(KerasFormat.ARCHIVE, file);

        assertThat(Import.of(file).load().weights()).isEqualTo(trained.weights());
    }

    @Test
    void whatCannotBeWrittenLeavesTheOldFile() throws IOException {
        Path target = Files.writeString(folder.resolve("net.h5"), "precious");
        Import source = Import.of(FIXTURES.resolve("reference/a_k2_cl.h5"));
        KerasModel model = source.load();
        Map<String, Tensor> fewer = new LinkedHashMap<>(model.weights());
        fewer.remove(fewer.keySet().iterator().next());

        assertThatThrownBy(() -> KerasWriter.of(source, with(model, fewer)).write(KerasFormat.HDF5, target))
                .isInstanceOf(KerasWriteException.class)
                .hasMessageContaining("is not in the model");
        assertThatThrownBy(() -> KerasWriter.of(source, model).write(KerasFormat.ARCHIVE, target))
                .isInstanceOf(KerasWriteException.class)
                .hasMessageContaining("expected .h5");
        assertThat(target).hasContent("precious");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(target);
        }
    }
}
