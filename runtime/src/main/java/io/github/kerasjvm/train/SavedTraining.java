package io.github.kerasjvm.train;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.model.OpenModel;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problem;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.read.Json;
import io.github.kerasjvm.read.Limits;
import io.github.kerasjvm.train.optimizer.Optimizer;
import io.github.kerasjvm.train.optimizer.OptimizerConfig;
import io.github.kerasjvm.train.optimizer.OptimizerReader;
import io.github.kerasjvm.train.optimizer.StateFile;
import io.github.kerasjvm.train.optimizer.StoredOrder;
import io.github.kerasjvm.train.regularization.Regularizer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a file says of its training, for those who hand it on to another library. Other than {@link Trainer}, it takes what
 * can be read and says what cannot. Immutable, but for the optimizer.
 *
 * @param source the file, and how it is read
 * @param trained the names of the weights that training changes by gradients, in the order of its Keras
 * @param penalties the penalties that count, by the name of the weight
 * @param activityPenalties the paths of the layers with a penalty on what they give
 * @param constrained the names of the weights with a constraint
 * @param optimizer the optimizer with its state; empty if the file names none, or one that is not known
 * @param problems what could not be read
 */
public record SavedTraining(
        Import source,
        Set<String> trained,
        Map<String, Regularizer> penalties,
        Set<String> activityPenalties,
        Set<String> constrained,
        Optional<Optimizer> optimizer,
        List<Problem> problems) {

    /** Keeps its own copies. */
    public SavedTraining {
        trained = Collections.unmodifiableSet(new LinkedHashSet<>(trained));
        penalties = Map.copyOf(penalties);
        activityPenalties = Collections.unmodifiableSet(new LinkedHashSet<>(activityPenalties));
        constrained = Collections.unmodifiableSet(new LinkedHashSet<>(constrained));
        problems = List.copyOf(problems);
    }

    /**
     * The training of a file.
     *
     * @param source the file, and how it is read
     * @param model the model in it
     * @return its training; empty if it was saved without
     */
    public static Optional<SavedTraining> of(Import source, KerasModel model) {
        return model.trainingConfig().map(text -> of(source, model, text));
    }

    private static SavedTraining of(Import source, KerasModel model, String text) {
        JsonNode training = Json.parse(model.file(), text, Limits.DEFAULT);
        Problems problems = Problems.none();
        try (OpenModel open = source.openModel()) {
            TrainedWeights weights = TrainedWeights.of(model, TrainerParts.order(model, open));
            Set<String> trained = new LinkedHashSet<>(weights.trained());
            Problems setupProblems = Problems.none();
            TrainingSetup setup = TrainingSetup.of(model, training, trained, setupProblems);
            // What is wrong with losses is told where they are read for the target.
            setupProblems.list().stream()
                    .filter(problem -> problem.code() != Code.LOSS)
                    .forEach(problem -> problems.at(problem.layer(), problem.className())
                            .add(problem.code(), problem.argument(), problem.message(), problem.advice()));
            Map<String, Regularizer> penalties = new LinkedHashMap<>();
            Set<String> activities = new LinkedHashSet<>();
            for (TrainingSetup.Penalty penalty : setup.penalties()) {
                if (penalty.isActivity()) {
                    activities.add(penalty.of());
                } else {
                    penalties.put(penalty.of(), penalty.regularizer());
                }
            }
            Set<String> constrained = new LinkedHashSet<>();
            WeightArguments.of(model, "_constraint")
                    .forEach(found -> found.weight().ifPresent(constrained::add));
            Optional<Optimizer> optimizer = optimizer(model, training, weights, open, problems);
            return new SavedTraining(source, trained, penalties, activities, constrained, optimizer, problems.list());
        }
    }

    private static Optional<Optimizer> optimizer(
            KerasModel model, JsonNode training, TrainedWeights weights, OpenModel open, Problems problems) {
        if (!training.hasNonNull("optimizer") && !training.hasNonNull("optimizer_config")) {
            problems.add(Code.TRAINING, "", "the file does not say which optimizer the model was trained with", "");
            return Optional.empty();
        }
        int before = problems.count();
        Map<String, StoredOrder> orders = TrainerParts.orders(model, open, problems);
        Optional<OptimizerConfig> config = OptimizerReader.read(training, model.origin(), problems);
        if (config.isEmpty() || problems.count() > before) {
            return Optional.empty();
        }
        Optimizer optimizer = new Optimizer(config.get(), weights.parameters(), Map.of(), orders);
        StateFile file = new StateFile(config.get(), weights.parameters().layout(), orders);
        file.read(open.raw().optimizer(), optimizer, problems);
        if (problems.count() > before) {
            return Optional.empty();
        }
        return Optional.of(optimizer);
    }

    /**
     * What files of this Keras do not hold although training goes on differently without it.
     *
     * @return a sentence for each; empty if they hold all
     */
    public List<String> notes() {
        return optimizer
                .map(known -> new StateFile(known.config(), known.parameters().layout(), Map.of()).notes())
                .orElse(List.of());
    }
}
