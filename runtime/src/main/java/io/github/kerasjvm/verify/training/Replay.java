package io.github.kerasjvm.verify.training;

import io.github.kerasjvm.data.Npz;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.tensor.Tensor;
import io.github.kerasjvm.train.Trainer;
import io.github.kerasjvm.train.TrainerOptions;
import io.github.kerasjvm.train.fit.Fit;
import io.github.kerasjvm.train.fit.FitOptions;
import io.github.kerasjvm.train.fit.TrainingData;
import io.github.kerasjvm.train.optimizer.StateFile;
import io.github.kerasjvm.train.optimizer.StoredOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One recorded training, done again. */
final class Replay {

    /** Bounds: {@code 1e-6 + 1e-4·|golden|} for losses, {@code 1e-5 + 1e-3·|golden|} for arrays. */
    private static final double LOSS = 1e-4;

    private static final double ARRAY = 1e-3;

    /** Losses that move that much when the weights are disturbed by 1e-6 may differ by ten times what they move. */
    private static final double SENSITIVE = 1e-5;

    private final TrainingCase recorded;
    private final Comparison losses;
    private final Comparison arrays = new Comparison(ARRAY);

    private Replay(TrainingCase recorded) {
        this.recorded = recorded;
        double sensitivity = recorded.lossSensitivity();
        this.losses = new Comparison(sensitivity > SENSITIVE ? 10 * sensitivity : LOSS);
    }

    static Replay of(TrainingCase recorded, TrainerOptions options, UnaryOperator<Import> imports) {
        Replay replay = new Replay(recorded);
        Import source = imports.apply(Import.of(recorded.model())).backend(recorded.backend());
        try (Trainer trainer = Trainer.of(source, options.undecayed(recorded.undecayed()));
                Npz batches = Npz.open(recorded.folder().resolve("batches.npz"));
                Npz golden = Npz.open(recorded.folder().resolve("losses.npz"))) {
            switch (recorded.kind()) {
                case TRAIN -> replay.train(trainer, batches, golden);
                case FIT -> replay.fit(trainer, batches, golden);
                case EVALUATE -> replay.evaluate(trainer, batches, golden);
            }
            try (Npz after = Npz.open(recorded.folder().resolve("after.npz"))) {
                replay.compareWeights(trainer, after);
                replay.compareState(trainer, after);
            }
        }
        return replay;
    }

    Comparison losses() {
        return losses;
    }

    Comparison arrays() {
        return arrays;
    }

    String difference() {
        return losses.first().isEmpty() ? arrays.first() : losses.first();
    }

    private void train(Trainer trainer, Npz batches, Npz golden) {
        TrainingData rows = rows(batches);
        int row = 0;
        for (int step = 0; step < recorded.batchSizes().size(); step++) {
            int next = row + recorded.batchSizes().get(step);
            trainer.beginEpoch();
            trainer.train(rows.rows(row, next).batch(), recorded.classWeights());
            compareLogs(step, trainer.logs(), golden);
            row = next;
        }
    }

    private void fit(Trainer trainer, Npz batches, Npz golden) {
        TrainingCase.Fit how = recorded.fit();
        FitOptions options =
                FitOptions.of(how.epochs()).batchSize(how.batchSize()).classWeights(recorded.classWeights());
        Fit fit = Fit.of(trainer, rows(batches), options);
        List<Map<String, Double>> epochs =
                how.validationSplit().map(fit::validationSplit).orElse(fit).run();
        for (int epoch = 0; epoch < epochs.size(); epoch++) {
            compareLogs(epoch, epochs.get(epoch), golden);
        }
    }

    private void evaluate(Trainer trainer, Npz batches, Npz golden) {
        compareLogs(0, trainer.evaluate(rows(batches).batches(recorded.fit().batchSize())), golden);
    }

    private void compareLogs(int step, Map<String, Double> logs, Npz golden) {
        for (String name : recorded.logs()) {
            losses.add(name + " of step " + step, logs.getOrDefault(name, Double.NaN), golden.doubles(name)[step]);
        }
    }

    private static TrainingData rows(Npz batches) {
        Optional<Tensor> weights =
                batches.has("sample_weight") ? Optional.of(batches.tensor("sample_weight")) : Optional.empty();
        return new TrainingData(arrays(batches, "x_"), arrays(batches, "y_"), weights);
    }

    private static List<Tensor> arrays(Npz batches, String name) {
        List<Tensor> arrays = new ArrayList<>();
        for (int i = 0; batches.has(name + i); i++) {
            arrays.add(batches.tensor(name + i));
        }
        return arrays;
    }

    private void compareWeights(Trainer trainer, Npz after) {
        KerasModel model = trainer.model();
        for (TrainingCase.Weight weight : recorded.weights()) {
            List<String> own = model.weights().keySet().stream()
                    .filter(name -> name.startsWith(weight.layer() + "/"))
                    .toList();
            String name = weight.among(own);
            Tensor used = model.weights().get(name);
            StoredOrder order = trainer.orders().get(name);
            compare(weight.key(), name, order == null ? used : order.stored(used), after);
        }
    }

    private void compareState(Trainer trainer, Npz after) {
        List<StateFile.Stored> state = trainer.state();
        int count = recorded.variables().size();
        arrays.add("the number of the optimizer's variables", state.size(), count);
        for (int i = 0; i < Math.min(count, state.size()); i++) {
            compare(
                    recorded.variables().get(i),
                    state.get(i).label(),
                    state.get(i).values(),
                    after);
        }
    }

    private void compare(String key, String label, Tensor found, Npz after) {
        if (recorded.illConditioned().contains(key)) {
            return;
        }
        double[] expected = after.doubles(key);
        if (found.elements() != expected.length) {
            arrays.add("the number of elements of " + label, found.elements(), expected.length);
            return;
        }
        for (int i = 0; i < expected.length; i++) {
            arrays.add(label + "[" + i + "]", found.get(i), expected[i]);
        }
    }
}
