package io.github.kerasjvm.train;

import io.github.kerasjvm.export.hdf5.Elements;
import io.github.kerasjvm.export.hdf5.Hdf5Type;
import io.github.kerasjvm.export.keras.Keras3Writer;
import io.github.kerasjvm.export.keras.KerasFormat;
import io.github.kerasjvm.export.keras.KerasWriter;
import io.github.kerasjvm.export.keras.NamedArray;
import io.github.kerasjvm.export.keras.TrainingState;
import io.github.kerasjvm.layer.core.Embedding;
import io.github.kerasjvm.layer.lift.Change;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.model.OpenModel;
import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.train.optimizer.StateFile;
import io.github.kerasjvm.train.optimizer.StateTransfer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Writes a model of an older generation for Keras 3, with what its optimizer remembers where Keras 3 goes on from it by the
 * same rules. Where it does not, the model is written all the same, and the optimizer begins anew, which is said.
 */
public final class LiftedFile {

    /** Keras 3 on TensorFlow takes squares and norms lookup by lookup; tf.keras before 2.11 leaves other rows alone. */
    private static final String EMBEDDINGS = "Keras 3 updates the rows of an embedding by other rules";

    private final Import source;
    private final KerasModel model;

    private LiftedFile(Import source, KerasModel model) {
        this.source = source;
        this.model = model;
    }

    /**
     * Writes the model. The file appears when it is complete and was proved to be the same at inference; when something
     * fails, nothing is left behind, and what was there stays.
     *
     * @param source the file that the model came from
     * @param model the model, with the weights to be written
     * @param target the file; an existing one is replaced
     * @return what was said in other words, and what Keras 3 does otherwise in training
     * @throws io.github.kerasjvm.export.keras.KerasWriteException if Keras 3 has no words for something
     * @throws io.github.kerasjvm.data.DataException if the file cannot be written
     */
    public static List<Change> write(Import source, KerasModel model, Path target) {
        LiftedFile file = new LiftedFile(source, model);
        return file.hasState()
                ? file.writeWithState(target)
                : Keras3Writer.of(source, model).write(target);
    }

    private boolean hasState() {
        try (OpenModel open = source.openModel()) {
            return source.weightsFile().isEmpty() && !open.raw().optimizer().isEmpty();
        }
    }

    private List<Change> writeWithState(Path target) {
        Path bare = target.resolveSibling(".keras-jvm-" + UUID.randomUUID() + ".tmp");
        Keras3Writer writer = Keras3Writer.of(source, model);
        try {
            List<Change> changes = new ArrayList<>(writer.write(bare));
            if (changes.remove(Keras3Writer.BEGINS_ANEW)) {
                Optional<String> obstacle = carry(writer, bare, target, changes);
                if (obstacle.isEmpty()) {
                    return changes;
                }
                changes.add(training(Keras3Writer.BEGINS_ANEW.text() + ": " + obstacle.get()));
            }
            writer.write(target);
            return changes;
        } finally {
            delete(bare);
        }
    }

    private static Change training(String text) {
        return new Change("", "", Change.Kind.TRAINING, text);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the file with the state; tells what stands in the way, if something does. */
    private Optional<String> carry(Keras3Writer writer, Path bare, Path target, List<Change> changes) {
        TrainerParts older;
        TrainerParts newer;
        try {
            older = TrainerParts.read(source, Optional.empty(), List.of());
            newer = TrainerParts.read(source.at(bare).backend("tensorflow"), Optional.empty(), List.of());
        } catch (ImportException e) {
            return Optional.of(
                    e.problems().isEmpty()
                            ? e.getMessage()
                            : e.problems().get(0).toString());
        }
        noteEmbeddings(older, newer, changes);
        Map<String, Shape> shapes = new LinkedHashMap<>();
        model.weights().forEach((name, value) -> shapes.put(name, value.shape()));
        StateTransfer transfer = new StateTransfer(older.optimizer(), shapes, writer::renamed);
        Optional<String> obstacle = older.continues() ? transfer.to(newer.optimizer()) : Optional.of("has no state");
        if (obstacle.isEmpty()) {
            List<NamedArray> arrays = arrays(newer.stateFile().write(newer.optimizer()));
            TrainingState state = new TrainingState(newer.model().trainingConfig(), arrays);
            KerasWriter.of(source.at(bare), newer.model()).training(state).write(KerasFormat.ARCHIVE, target);
        }
        return obstacle;
    }

    private static void noteEmbeddings(TrainerParts older, TrainerParts newer, List<Change> changes) {
        boolean isAsAny = older.optimizer().config().updatesRowsAsAny()
                && newer.optimizer().config().updatesRowsAsAny();
        Set<String> trained = Set.copyOf(newer.weights().trained());
        boolean hasEmbedding = newer.model().graph().allLayers().stream()
                .filter(layer ->
                        layer.layer().filter(Embedding.class::isInstance).isPresent())
                .anyMatch(layer -> trained.stream().anyMatch(name -> name.startsWith(layer.path() + "/")));
        if (hasEmbedding && !isAsAny) {
            changes.add(training(EMBEDDINGS));
        }
    }

    private static List<NamedArray> arrays(List<StateFile.Stored> state) {
        List<NamedArray> arrays = new ArrayList<>();
        for (StateFile.Stored stored : state) {
            Elements elements = stored.count().isPresent()
                    ? Elements.of(new double[] {stored.count().getAsLong()})
                    : Elements.of(stored.values().toArray());
            Hdf5Type type = Hdf5Type.of(stored.type()).orElseThrow();
            arrays.add(new NamedArray(
                    Integer.toString(arrays.size()), type, stored.values().shape(), elements));
        }
        return arrays;
    }
}
