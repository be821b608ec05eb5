package io.github.kerasjvm.train;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.loss.BinaryCrossentropy;
import io.github.kerasjvm.loss.BinaryFocalCrossentropy;
import io.github.kerasjvm.loss.CategoricalCrossentropy;
import io.github.kerasjvm.loss.CategoricalFocalCrossentropy;
import io.github.kerasjvm.loss.CategoricalHinge;
import io.github.kerasjvm.loss.Loss;
import io.github.kerasjvm.loss.LossReader;
import io.github.kerasjvm.loss.LossRules;
import io.github.kerasjvm.loss.OutputLoss;
import io.github.kerasjvm.loss.SparseCategoricalCrossentropy;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.model.ReplacedHead;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.problem.Problem;
import io.github.kerasjvm.read.Json;
import io.github.kerasjvm.read.Limits;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether the loss that a model was compiled with still means something for its new head. */
public final class HeadLoss {

    private static final Set<Class<? extends Loss>> OF_ONE_UNIT =
            Set.of(BinaryCrossentropy.class, BinaryFocalCrossentropy.class);
    private static final Set<Class<? extends Loss>> OF_CLASSES = Set.of(
            CategoricalCrossentropy.class,
            CategoricalFocalCrossentropy.class,
            CategoricalHinge.class,
            SparseCategoricalCrossentropy.class);

    private HeadLoss() {}

    /**
     * Refuses a loss that does not fit.
     *
     * @param model the model with its new head
     * @param head what became of the head
     * @throws ImportException if the compiled loss is for one unit and the head has several, or the other way round
     */
    public static void require(KerasModel model, ReplacedHead head) {
        if (model.trainingConfig().isEmpty()) {
            return;
        }
        JsonNode training = Json.parse(model.file(), model.trainingConfig().get(), Limits.DEFAULT);
        List<String> outputs =
                model.outputs().stream().map(KerasModel.Port::name).toList();
        List<Optional<OutputLoss>> losses =
                LossReader.read(training, outputs, LossRules.of(model.origin())).outputs();
        for (int output : head.outputs()) {
            losses.get(output).ifPresent(loss -> require(model, head, loss.loss()));
        }
    }

    private static void require(KerasModel model, ReplacedHead head, Loss loss) {
        String name = loss.getClass().getSimpleName();
        if (OF_ONE_UNIT.contains(loss.getClass()) && head.before() == 1 && head.units() > 1) {
            throw refused(
                    model,
                    head,
                    "the model was compiled with " + name + " for one unit, and is to tell " + head.units()
                            + " classes apart",
                    "Where one class holds: --head-activation softmax --loss categorical_crossentropy (or"
                            + " sparse_categorical_crossentropy); where several may: --loss binary_crossentropy");
        }
        if (OF_CLASSES.contains(loss.getClass()) && head.units() == 1) {
            throw refused(
                    model,
                    head,
                    "the model was compiled with " + name + ", which needs a unit for each class, and is to have one",
                    "Take 2 classes, or give --head-activation sigmoid --loss binary_crossentropy");
        }
    }

    private static ImportException refused(KerasModel model, ReplacedHead head, String message, String advice) {
        return ImportException.of(
                model.file(), List.of(new Problem(Code.LOSS, head.path(), head.className(), "", message, advice)));
    }
}
