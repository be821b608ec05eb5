package io.github.kerasjvm.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.kerasjvm.data.DataException;
import io.github.kerasjvm.data.DataOptions;
import io.github.kerasjvm.data.DataSet;
import io.github.kerasjvm.data.InputSpec;
import io.github.kerasjvm.data.Npz;
import io.github.kerasjvm.engine.Availability;
import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small models made and evaluated by {@code fixtures/python/make_evaluations.py}. */
class EvaluateTest {

    private static Path path(String name) {
        try {
            return Path.of(Objects.requireNonNull(EvaluateTest.class.getResource(name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static KerasModel model(String file) {
        return Import.of(path(file)).load();
    }

    private static DataSet data(String file, KerasModel model) {
        return DataSet.open(path(file + ".npz"), InputSpec.of(model), DataOptions.DEFAULT);
    }

    private static Evaluate evaluate(KerasModel model) {
        return Evaluate.of(model, Engines.find("reference"), new EngineOptions(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keras_binary.keras",
                "keras_multi_label.keras",
                "keras_sparse_column.keras",
                "keras_logits_smooth.keras",
                "keras_summed.keras",
                "keras_per_pixel.keras",
                "keras_two_outputs.keras",
                "tf_keras_binary.h5",
                "tf_keras_multi_label.h5",
                "tf_keras_sparse_column.h5",
                "tf_keras_logits_smooth.h5",
                "tf_keras_summed.h5",
                "tf_keras_per_pixel.h5",
                "tf_keras_two_outputs.h5"
            })
    void reportsWhatKerassEvaluateReports(String file) {
        KerasModel model = model(file);
        Evaluation found = evaluate(model).batchSize(4).run(data(file, model));
        try (Npz expected = Npz.open(path(file + ".npz"))) {
            double loss = expected.doubles("loss")[0];
            assertThat(found.loss().orElseThrow()).isCloseTo(loss, within(1e-5 * loss));
            assertThat(found.accuracy().isPresent()).isEqualTo(expected.has("accuracy_0"));
            if (expected.has("accuracy_0")) {
                // Keras sums in float32, which moves the last digit.
                assertThat(found.accuracy().orElseThrow().value())
                        .isCloseTo(expected.doubles("accuracy_0")[0], within(1e-7));
            }
        }
        assertThat(found.rows()).isEqualTo(14);
        assertThat(found.notes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "keras_masked.keras, 'accuracy,categorical_crossentropy,mse,mae'",
        "tf_keras_masked.h5, 'accuracy,categorical_crossentropy,mse,mae'",
        "old_masked.h5, 'accuracy,categorical_crossentropy,mse,mae'",
        "keras_saturated.keras, 'binary_crossentropy,mse'",
        "tf_keras_saturated.h5, 'binary_crossentropy,mse'",
        "old_saturated.h5, 'binary_crossentropy,mse'"
    })
    void reportsEveryMetricOfMaskedAndSaturatedOutputs(String file, String names) {
        KerasModel model = model(file);
        Evaluation found = evaluate(model).batchSize(4).run(data(file, model));
        assertThat(found.notes()).isEmpty();
        assertThat(found.metrics()).extracting(MetricValue::name).containsExactly(names.split(","));
        try (Npz expected = Npz.open(path(file + ".npz"))) {
            double loss = expected.doubles("log_loss")[0];
            assertThat(found.loss().orElseThrow()).isCloseTo(loss, within(1e-5 * loss));
            for (MetricValue metric : found.metrics()) {
                double value = expected.doubles("log_" + metric.name())[0];
                assertThat(metric.values()).as(metric.name()).hasSize(1);
                assertThat(metric.values().get(0)).as(metric.name()).isCloseTo(value, within(1e-5 * value));
            }
            if (file.contains("masked")) {
                assertThat(found.accuracy().orElseThrow().value())
                        .isCloseTo(expected.doubles("log_accuracy")[0], within(1e-6));
            }
        }
    }

    /** The reference engine as one that gives a model's outputs and nothing from inside. */
    private record WholeModels(Engine engine) implements Engine {

        @Override
        public String name() {
            return "whole";
        }

        @Override
        public int priority() {
            return -1;
        }

        @Override
        public Availability availability() {
            return engine.availability();
        }

        @Override
        public boolean runsWholeModelsOnly() {
            return true;
        }

        @Override
        public Plan compile(Program program, EngineOptions options) {
            OpGraph whole = program.model().orElseThrow().lower();
            return engine.compile(new Program(whole), options);
        }
    }

    @Test
    void masksCountOnEnginesThatRunWholeModelsOnly() {
        KerasModel model = model("old_masked.h5");
        Engine whole = new WholeModels(Engines.find("reference"));
        Evaluation found =
                Evaluate.of(model, whole, new EngineOptions(1)).batchSize(4).run(data("old_masked.h5", model));
        // Printed by make_evaluations.py: loss, accuracy and mse of Keras 2.3.1; no probability is near 0 or 1.
        assertThat(found.loss().orElseThrow()).isCloseTo(1.2047144, within(1e-5));
        assertThat(found.metrics().get(0).values().get(0)).isCloseTo(0.29411766, within(1e-6));
        assertThat(found.metrics().get(2).values().get(0)).isCloseTo(0.2850284, within(1e-6));
        assertThat(found.notes()).singleElement().asString().contains("not from its logits");
    }

    @Test
    void tellsEachOutputAndItsRegularisation() {
        KerasModel model = model("tf_keras_two_outputs.h5");
        Evaluation found = evaluate(model).batchSize(4).run(data("tf_keras_two_outputs.h5", model));
        assertThat(found.outputs()).extracting(OutputEvaluation::name).containsExactly("kind", "size");
        assertThat(found.outputs())
                .extracting(OutputEvaluation::lossName)
                .containsExactly("categorical_crossentropy", "mean_squared_error");
        // Printed by make_evaluations.py: kind_loss, size_loss and loss of tf_keras 2.21.
        assertThat(found.outputs().get(0).loss().orElseThrow()).isCloseTo(2.6355133, within(3e-5));
        assertThat(found.outputs().get(1).loss().orElseThrow()).isCloseTo(4.2605271, within(5e-5));
        assertThat(found.regularization()).isCloseTo(3.2273500 - 0.7 * 2.6355133 - 0.2 * 4.2605271, within(3e-5));
    }

    @Test
    void aFrozenLayersRegulariserCountsInKeras2AndNotInKeras3() {
        assertThat(regularization("tf_keras_two_outputs.h5") - regularization("keras_two_outputs.keras"))
                .isGreaterThan(0.1);
    }

    private static double regularization(String file) {
        KerasModel model = model(file);
        return evaluate(model).run(data(file, model)).regularization();
    }

    @Test
    void multiLabelAccuracyIsThatOfTheLargestElement() {
        KerasModel model = model("keras_multi_label.keras");
        Accuracy accuracy = evaluate(model)
                .run(data("keras_multi_label.keras", model))
                .accuracy()
                .orElseThrow();
        assertThat(accuracy.kind()).isEqualTo(Accuracy.Kind.CATEGORICAL);
        assertThat(accuracy.decisions()).isEqualTo(14);
    }

    @Test
    void classIndicesAndOneHotLabelsGiveTheSame() {
        KerasModel model = model("keras_sparse_column.keras");
        Evaluation found = evaluate(model).run(data("keras_sparse_column.keras", model));
        try (Npz npz = Npz.open(path("keras_sparse_column.keras.npz"))) {
            Tensor column = npz.tensor("y_0");
            float[] oneHot = new float[14 * 3];
            for (int i = 0; i < 14; i++) {
                oneHot[3 * i + (int) column.get(i)] = 1;
            }
            for (Tensor labels : List.of(column.reshaped(Shape.of(14)), Tensor.of(Shape.of(14, 3), oneHot))) {
                DataSet other = DataSet.of(List.of(npz.tensor("x_0")), List.of(labels));
                assertThat(evaluate(model).run(other).loss()).isEqualTo(found.loss());
                assertThat(evaluate(model)
                                .loss("categorical_crossentropy")
                                .run(other)
                                .loss()
                                .orElseThrow())
                        .isCloseTo(found.loss().orElseThrow(), within(1e-6));
            }
        }
    }

    @Test
    void labelsThatDoNotFitAreRefused() {
        KerasModel model = model("keras_sparse_column.keras");
        Tensor x = Tensor.filled(Shape.of(2, 6), 0);
        Tensor outside = Tensor.of(Shape.of(2), 0, 3);
        assertThatThrownBy(() -> evaluate(model).run(DataSet.of(List.of(x), List.of(outside))))
                .isInstanceOf(DataException.class)
                .hasMessage("label 3.0 names no class; the model gives 3, expected whole numbers from 0 to 2");
        Tensor wide = Tensor.filled(Shape.of(2, 5), 0);
        assertThatThrownBy(() -> evaluate(model).run(DataSet.of(List.of(x), List.of(wide))))
                .isInstanceOf(DataException.class)
                .hasMessage("the labels have the shape (2, 5), the model gives (None, 3); expected class indices"
                        + " (None,) or an array as the model gives");
        assertThatThrownBy(() -> evaluate(model).run(DataSet.of(List.of(x), List.of())))
                .hasMessageContaining("the data has no labels");
        assertThatThrownBy(() -> evaluate(model).loss("nonsense")).hasMessageContaining("there is no loss nonsense");
    }

    @Test
    void aModelWithoutALossStillHasAnAccuracy() {
        KerasModel compiled = model("keras_sparse_column.keras");
        KerasModel bare = new KerasModel(
                compiled.file(),
                compiled.origin(),
                compiled.graph(),
                compiled.config(),
                Optional.empty(),
                compiled.weights());
        Evaluation found = evaluate(bare).run(data("keras_sparse_column.keras", bare));
        assertThat(found.loss()).isEqualTo(OptionalDouble.empty());
        assertThat(found.accuracy().orElseThrow().correct()).isEqualTo(2);
        assertThat(found.notes()).containsExactly("the model was saved without a loss; give one to have it computed");
    }

    @Test
    void precisionAndRecallFollowTheirDefinitions() {
        // Classes 0, 0, 1, 1, 1, 2, taken for 0, 1, 1, 1, 0, 1.
        ConfusionMatrix matrix = new ConfusionMatrix(new long[][] {{1, 1, 0}, {1, 2, 0}, {0, 1, 0}});
        assertThat(matrix.precision(0)).isEqualTo(0.5);
        assertThat(matrix.precision(1)).isEqualTo(0.5);
        assertThat(matrix.precision(2)).isZero();
        assertThat(matrix.recall(0)).isEqualTo(0.5);
        assertThat(matrix.recall(1)).isEqualTo(2 / 3.0);
        assertThat(matrix.recall(2)).isZero();
        assertThat(matrix.f1(1)).isCloseTo(0.5714285714, within(1e-9));
        assertThat(matrix.support(1)).isEqualTo(3);
    }
}
