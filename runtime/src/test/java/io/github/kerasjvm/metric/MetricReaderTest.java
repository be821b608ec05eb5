package io.github.kerasjvm.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.kerasjvm.config.Generation;
import io.github.kerasjvm.config.Origin;
import io.github.kerasjvm.loss.CompiledLosses;
import io.github.kerasjvm.loss.LossReader;
import io.github.kerasjvm.loss.LossRules;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not computed is named, and what only looks like a metric of Keras is not taken for one. */
class MetricReaderTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static CompiledMetrics read(String version, String json, KerasModel.Port... outputs) {
        Generation generation = version.startsWith("1")
                ? Generation.KERAS_1
                : version.startsWith("3") ? Generation.KERAS_3 : Generation.KERAS_2;
        Origin origin = new Origin(generation, version, "tensorflow", "");
        List<KerasModel.Port> all = List.of(outputs);
        try {
            JsonNode training = JSON.readTree(json.replace('\'', '"'));
            CompiledLosses losses = LossReader.read(
                    training, all.stream().map(KerasModel.Port::name).toList(), LossRules.of(origin));
            return MetricReader.read(training, all, losses, origin);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    private static KerasModel.Port output(String name, int... sizes) {
        return new KerasModel.Port(name, Shape.of(sizes));
    }

    private static List<String> names(CompiledMetrics metrics) {
        return metrics.metrics().stream().map(CompiledMetric::name).toList();
    }

    @Test
    void namesWhatItDoesNotCompute() {
        CompiledMetrics read = read("3.15.1", """
                {'loss': 'categorical_crossentropy', 'metrics': ['accuracy', 'my_own',
                 {'module': 'keras.metrics', 'class_name': 'AUC', 'config': {'name': 'auc', 'curve': 'ROLL'}},
                 {'module': 'keras.metrics', 'class_name': 'Precision', 'config': {'name': 'p', 'mood': 'good'}},
                 {'module': 'keras.losses', 'class_name': 'Huber', 'config': {'name': 'huber', 'reduction': 'sum'}},
                 {'module': 'mine', 'class_name': 'Recall', 'config': {'name': 'r'}, 'registered_name': 'mine>Recall'},
                 {'class_name': '__lambda__', 'config': {'value': []}},
                 {'module': 'keras.metrics', 'class_name': 'CosineSimilarity', 'config': {'name': 'c', 'axis': 1}}]}
                """, output("out", -1, 3));
        assertThat(names(read)).containsExactly("accuracy");
        assertThat(read.notes())
                .containsExactly(
                        "the metric my_own is not one of Keras's that are computed here",
                        "the metric auc has curve \"ROLL\", which is not computed here",
                        "the metric p has the argument mood, which is not computed here",
                        "the metric huber is an object of the loss Huber, which is not computed here",
                        "the metric r is a class of its own, Recall, which is not computed here",
                        "the metric __lambda__ is a lambda, which is not computed here",
                        "the metric c has axis 1 instead of -1, which is not computed here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2.15.0 [[{'class_name': 'MeanMetricWrapper', 'config': {'name': 'recall', 'fn': 'recall'}}]]",
                "2.15.0 [{'class_name': 'Custom>Recall', 'config': {'name': 'recall'}}]",
                "2.2.4 ['recall']",
                "2.3.1 ['recall']",
                "2.2.4-tf ['recall']",
                "3.6.0 [{'module': 'builtins', 'class_name': 'function', 'config': 'recall'}]"
            })
    void aFunctionOfTheUserIsNotKerassClass(String versionAndMetrics) {
        String version = versionAndMetrics.substring(0, versionAndMetrics.indexOf(' '));
        String list = versionAndMetrics.substring(version.length());
        CompiledMetrics read =
                read(version, "{'loss': 'binary_crossentropy', 'metrics': " + list + "}", output("out", -1, 1));
        assertThat(read.metrics()).isEmpty();
        assertThat(read.notes()).singleElement().asString().contains("recall").contains("computed here");
    }

    @Test
    void keras1HasAFunctionOfThatName() {
        CompiledMetrics read = read("1.2.2", "{'loss': 'mse', 'metrics': ['recall', 'fscore']}", output("out", -1, 1));
        assertThat(names(read)).containsExactly("recall", "fmeasure");
        assertThat(read.notes()).isEmpty();
    }

    @Test
    void labelsThatTheLossTakesOtherwiseAreNotConvertedBehindOnesBack() {
        CompiledMetrics read = read(
                "2.15.0",
                "{'loss': 'sparse_categorical_crossentropy', 'metrics': ['accuracy', 'mse']}",
                output("out", -1, 4));
        assertThat(names(read)).containsExactly("accuracy");
        assertThat(read.notes())
                .singleElement()
                .asString()
                .startsWith("the metric mse takes other labels than the loss");
    }

    @Test
    void metricsOfNoOutputAreNamed() {
        CompiledMetrics read = read(
                "2.3.1",
                "{'loss': 'mse', 'metrics': {'a': 'mae', 'c': ['mse']}}",
                output("a", -1, 2),
                output("b", -1, 2));
        assertThat(names(read)).containsExactly("a_mae");
        assertThat(read.notes()).containsExactly("the metrics of c are not computed: the model has no such output");
    }

    @Test
    void aListThatIsNoListOfListsIsForEveryOutputButInKeras3() {
        KerasModel.Port[] two = {output("a", -1, 2), output("b", -1, 2)};
        assertThat(names(read("2.15.0", "{'loss': 'mse', 'metrics': ['mae', 'mse']}", two)))
                .containsExactly("a_mae", "a_mse", "b_mae", "b_mse");
        assertThat(names(read("3.15.1", "{'loss': 'mse', 'metrics': ['mae', 'mse']}", two)))
                .containsExactly("a_mae", "b_mse");
    }

    /** What History of fit holds for metrics=["mae", "mae", "mean_absolute_error"] in each Keras. */
    @ParameterizedTest
    @CsvSource({
        "1.2.2, 'mean_absolute_error_1,mean_absolute_error_2,mean_absolute_error_3'",
        "2.0.8, 'mean_absolute_error_1,mean_absolute_error_2,mean_absolute_error_3'",
        "2.2.4, 'mean_absolute_error,mean_absolute_error_1,mean_absolute_error_2'",
        "2.3.1, 'mae,mean_absolute_error'",
        "2.2.4-tf, 'mean_absolute_error'",
        "3.15.1, 'mae,mae_1,mean_absolute_error'"
    })
    void equalNamesAreToldApart(String version, String names) {
        CompiledMetrics read = read(
                version, "{'loss': 'mse', 'metrics': ['mae', 'mae', 'mean_absolute_error']}", output("out", -1, 3));
        assertThat(names(read)).containsExactly(names.split(","));
    }

    @Test
    void scoresOfRowsTakeRowsOnly() {
        CompiledMetrics read = read(
                "3.15.1",
                "{'loss': 'mse', 'metrics': [{'class_name': 'R2Score', 'config': {'name': 'r2'}}]}",
                output("out", -1, 5, 2));
        assertThat(read.notes())
                .containsExactly("the metric r2 has an output of the shape (None, 5, 2) instead of [batch, size],"
                        + " which is not computed here");
    }

    @Test
    void severalNumbersAreNotTakenForOne() {
        CompiledMetrics read = read(
                "3.15.1",
                "{'loss': 'mse', 'metrics': [{'class_name': 'Recall', 'config': {'name': 'r', 'thresholds': [0.1, 0.6]}}]}",
                output("out", -1, 1));
        MetricState state = read.metrics().get(0).start();
        state.add(
                Tensor.of(Shape.of(2, 1), 0.5f, 0.7f),
                Tensor.of(Shape.of(2, 1), 1, 1),
                Optional.empty(),
                Optional.empty());
        assertThat(state.results()).containsExactly(1, 0.5);
        assertThatThrownBy(state::result)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("2 numbers");
    }

    @Test
    void weightsThatFitNoPositionAreRefused() {
        MetricState state = read("3.15.1", "{'loss': 'mse', 'weighted_metrics': ['mae']}", output("out", -1, 2))
                .metrics()
                .get(0)
                .start();
        Tensor three = Tensor.filled(Shape.of(3, 2), 1);
        assertThatThrownBy(() -> state.add(three, three, Optional.of(Tensor.filled(Shape.of(2), 1)), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the weights or the mask have the shape (2,) for 3 values");
    }
}
