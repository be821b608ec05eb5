package io.github.kerasjvm.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.data.Npz;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.problem.Problem;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import io.github.kerasjvm.train.SavedTraining;
import io.github.kerasjvm.verify.training.TrainingCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.deeplearning4j.nn.api.Model;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Another JVM, with DL4J alone on its class path, goes on with trainings that real Keras recorded: the same outputs, the same
 * losses step by step, the same weights in the end. Or a warning says why not.
 */
class StockTrainingTest {

    private static final Path OWN = Suite.fixtures().resolve("training");
    private static final Path SHARED = Suite.shared().resolve("ref/train");

    /** As the goldens state it: {@code 1e-6 + 1e-4 |golden|} for losses, {@code 1e-5 + 1e-3 |golden|} for weights. */
    private static final double LOSS = 1e-4;

    private static final double WEIGHT = 1e-3;

    /** Outputs so far in saturation that DL4J's score, or its clipping, ends before Keras's does; the page says so. */
    private static final String SATURATED = ".*-(saturated-.*|arch-e)";

    /** What Keras was told after loading, and no file holds. */
    private static final String TOLD_LATER = ".*-exclude";

    private static StockTraining stock;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        stock = StockTraining.start();
    }

    @AfterAll
    static void stop() {
        stock.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"k3_many_losses", "tfk_old_adagrad"})
    void goesOnWithLossesAndUpdatersOfOurOwnRecordings(String name) throws Exception {
        TrainingCase recorded = TrainingCase.read(OWN.resolve(name));
        requireSame(recorded, export(recorded));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k1-opt-adam-decay",
                "k1th-arch-a-cf",
                "k1-opt-rmsprop",
                "k1-two-outputs",
                "k1-rnn-lstm",
                "k2-opt-sgd-nesterov-decay",
                "k224-opt-adadelta",
                "k2tf-opt-adam-amsgrad",
                "tfk-legacy-adamax",
                "tfk-legacy-adam-clipnorm",
                "tfk-opt-adam-zip",
                "tfk-transfer-nested",
                "k3-opt-adam",
                "k3-opt-adam-h5",
                "k3-opt-adam-eps",
                "k3-opt-adamw",
                "k3-opt-sgd",
                "k3-opt-clipnorm",
                "k3-regularizers",
                "k3-frozen-layer",
                "k3-sched-expdecay",
                "k3-sched-piecewise",
                "k3-arch-c",
                "k3-two-outputs",
                "k3jax-arch-c-cf"
            })
    void goesOnWhereKerasStopped(String name) throws Exception {
        TrainingCase recorded = shared(name);
        List<Problem> warnings = export(recorded);
        assertThat(warnings).filteredOn(warning -> !isHarmless(warning)).isEmpty();
        requireSame(recorded, warnings);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            k3-opt-nadam              | optimizer           | Nadam is left out
            k3-opt-rmsprop            | optimizer           | RMSprop is left out: this Keras adds its epsilon inside
            k3-opt-adagrad            | optimizer           | Adagrad is left out: this Keras adds its epsilon inside
            k2-opt-adagrad            | optimizer           | Adagrad is left out: its learning rate changes
            k3-opt-sgd-momentum       | optimizer           | SGD is left out: DL4J has no plain momentum
            k3-opt-lion               | optimizer           | Lion is left out
            k3-opt-adam-ema           | optimizer           | moving average
            k3-opt-gradaccum          | optimizer           | gradients of several steps
            k3-sched-cosine           | optimizer           | what CosineDecay does
            k3-opt-globalclipnorm     | clipnorm            | is left out
            k1-opt-clipnorm           | clipnorm            | is left out
            k3-opt-adamw              | weight_decay        | the score that it reports
            k3-constraints            | constraint          | is left out
            k3-activity-reg           | activity_regularizer| is left out
            k3-loss-huber             | loss                | huber is left out
            k3-loss-cce-logits        | loss                | categorical_crossentropy is left out: it is not behind a softmax
            k3-loss-cce-smooth        | loss                | DL4J does not smooth labels
            k3-per-pixel              | loss                | is left out: it is not of rows
            k3-loss-bce               | loss                | binary_crossentropy: DL4J clips
            k1-opt-adam               | loss                | its gradient is 0
            tfk-bn                    | moving_variance     | moves otherwise
            k224-bn                   | moving_mean and moving_variance | moves otherwise
            k3-bn-frozen              | trainable           | fails on gradients through a frozen batch normalisation
            k2-bn-frozen              | trainable           | goes on with the statistics of the batch
            k3-embedding-lstm         | ''                  | one by one
            k3-rnn-bidirectional      | ''                  | cannot be trained
            k1-opt-rmsprop            | optimizer           | its decay begins again
            """)
    void namesWhatDl4jDoesOtherwise(String name, String argument, String message) throws Exception {
        assertThat(export(shared(name))).anySatisfy(warning -> assertThat(warning.toString())
                .contains("[KJ-EXPORT-3]")
                .contains(argument)
                .contains(message));
    }

    /** Every recording goes on as Keras did, or is refused, or has a warning: never silently another training. */
    @Test
    @Tag("slow")
    void neverDiffersWithoutAWarning() throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(SHARED), "the shared reference data is not here");
        Set<String> same = new TreeSet<>();
        for (TrainingCase recorded : TrainingCase.all(SHARED)) {
            boolean isPlain = recorded.kind() == TrainingCase.Kind.TRAIN
                    && recorded.classWeights().isEmpty()
                    && !recorded.name().contains("sample-weight")
                    && !recorded.name().matches(SATURATED + "|" + TOLD_LATER);
            if (!isPlain) {
                continue;
            }
            try {
                List<Problem> warnings = export(recorded);
                if (warnings.stream().allMatch(StockTrainingTest::isHarmless)) {
                    requireSame(recorded, warnings);
                    same.add(recorded.name());
                }
            } catch (ImportException e) {
                assertThat(e).hasMessageContaining("[KJ-EXPORT-1]");
            }
        }
        assertThat(same).hasSizeGreaterThan(80);
    }

    /** Whether the steps are the same all the same: for the numbers of these recordings, or in what is reported alone. */
    private static boolean isHarmless(Problem warning) {
        boolean isLeftOut = warning.message().contains("left out");
        return !isLeftOut
                && (Set.of("loss", "weight_decay").contains(warning.argument())
                        || warning.argument().startsWith("moving_")
                        || warning.message().contains("do not hold"));
    }

    private static TrainingCase shared(String name) {
        Assumptions.assumeTrue(Files.isDirectory(SHARED), "the shared reference data is not here");
        return TrainingCase.read(SHARED.resolve(name));
    }

    private static Import source(TrainingCase recorded) {
        return Import.of(recorded.model()).backend(recorded.backend());
    }

    private static Dl4jExporter exporter(TrainingCase recorded, KerasModel model) {
        SavedTraining training = SavedTraining.of(source(recorded), model).orElseThrow();
        return Dl4jExporter.of(model)
                .training(training)
                .provedBy(Engines.find("reference"))
                .replacing();
    }

    private Path archive() {
        return folder.resolve("model.zip");
    }

    private List<Problem> export(TrainingCase recorded) throws IOException {
        return exporter(recorded, source(recorded).load()).write(archive());
    }

    private void requireSame(TrainingCase recorded, List<Problem> warnings) throws IOException {
        KerasModel model = source(recorded).load();
        stock.restore(exporter(recorded, model).blueprint().isChain(), archive());
        boolean hasDecay =
                warnings.stream().anyMatch(warning -> warning.argument().equals("weight_decay"));
        double allowed = recorded.lossSensitivity() > 1e-5 ? 10 * recorded.lossSensitivity() : LOSS;
        try (Npz batches = Npz.open(recorded.folder().resolve("batches.npz"));
                Npz losses = Npz.open(recorded.folder().resolve("losses.npz"))) {
            requireSameOutputs(
                    model, arrays(batches, "x_", 0, recorded.batchSizes().get(0)));
            double[] expected = losses.doubles("loss");
            int row = 0;
            for (int step = 0; step < expected.length; step++) {
                int rows = recorded.batchSizes().get(step);
                StockTraining.Score score =
                        stock.fit(arrays(batches, "x_", row, rows), arrays(batches, "y_", row, rows));
                double loss = score.score() - (hasDecay ? score.penalties() : 0);
                assertThat(Math.abs(loss - expected[step]))
                        .as("%s, step %d: %s, Keras has %s", recorded.name(), step, loss, expected[step])
                        .isLessThanOrEqualTo(1e-6 + allowed * Math.abs(expected[step]));
                row += rows;
            }
        }
        requireSameWeights(recorded, model, warnings);
    }

    /** What is restored predicts as the model does, whose outputs are Keras's in other tests. */
    private static void requireSameOutputs(KerasModel model, List<Tensor> inputs) throws IOException {
        List<Shape> shapes = inputs.stream().map(Tensor::shape).toList();
        Program program = new Program(model.lower(shapes), java.util.Optional.of(model));
        List<float[]> actual = stock.output(inputs);
        try (Plan plan = Engines.find("reference").compile(program, EngineOptions.defaults())) {
            List<Tensor> expected = plan.run(inputs);
            for (int i = 0; i < actual.size(); i++) {
                Tensor output = expected.get(i);
                assertThat(Parity.difference(output, Tensor.owning(output.shape(), actual.get(i)), 1e-4))
                        .isEmpty();
            }
        }
    }

    /** Keras's weights behind the last step, put into a network of their own, are DL4J's. */
    private static void requireSameWeights(TrainingCase recorded, KerasModel model, List<Problem> warnings)
            throws IOException {
        if (recorded.backend().equals("theano")) {
            return; // their files have kernels in another order
        }
        Map<String, Tensor> weights = new LinkedHashMap<>(model.weights());
        try (Npz after = Npz.open(recorded.folder().resolve("after.npz"))) {
            for (TrainingCase.Weight weight : recorded.weights()) {
                String name = model.weights().keySet().stream()
                        .filter(own -> own.startsWith(weight.layer() + "/"))
                        .toList()
                        .get(weight.index());
                Shape shape = model.weights().get(name).shape();
                String role = name.substring(name.lastIndexOf('/') + 1);
                boolean isOther = recorded.illConditioned().contains(weight.key())
                        || role.startsWith("moving_")
                                && warnings.stream()
                                        .anyMatch(warning -> warning.argument().contains(role));
                weights.put(
                        name,
                        isOther
                                ? Tensor.filled(shape, Float.NaN)
                                : Tensor.owning(
                                        shape, after.tensor(weight.key()).toArray()));
            }
        }
        KerasModel trained = new KerasModel(
                model.file(), model.origin(), model.graph(), model.config(), model.trainingConfig(), weights);
        Model network = Networks.build(Dl4jExporter.of(trained).blueprint());
        float[] expected = network.params().dup('c').data().asFloat();
        float[] actual = stock.parameters();
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            if (!Float.isNaN(expected[i])) {
                assertThat((double) Math.abs(actual[i] - expected[i]))
                        .as("%s, parameter %d: %s, Keras has %s", recorded.name(), i, actual[i], expected[i])
                        .isLessThanOrEqualTo(1e-5 + WEIGHT * Math.abs(expected[i]));
            }
        }
    }

    /** Rows of all arrays; class indices as a column, as DL4J takes them. */
    private static List<Tensor> arrays(Npz npz, String prefix, int from, int rows) {
        List<Tensor> found = new ArrayList<>();
        while (npz.has(prefix + found.size())) {
            Tensor all = npz.tensor(prefix + found.size());
            int size = all.elements() / all.shape().size(0);
            float[] values = new float[rows * size];
            all.copyTo(from * size, values, 0, values.length);
            Shape shape =
                    all.shape().rank() == 1 ? Shape.of(rows, 1) : all.shape().with(0, rows);
            found.add(Tensor.owning(shape, values));
        }
        return found;
    }
}
