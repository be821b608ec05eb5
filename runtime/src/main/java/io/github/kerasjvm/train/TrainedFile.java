package io.github.kerasjvm.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.export.hdf5.Elements;
import io.github.kerasjvm.export.hdf5.Hdf5Type;
import io.github.kerasjvm.export.keras.KerasFormat;
import io.github.kerasjvm.export.keras.KerasWriteException;
import io.github.kerasjvm.export.keras.KerasWriter;
import io.github.kerasjvm.export.keras.NamedArray;
import io.github.kerasjvm.export.keras.TrainingState;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.OpenModel;
import io.github.kerasjvm.read.Json;
import io.github.kerasjvm.read.Limits;
import io.github.kerasjvm.read.StoredArray;
import io.github.kerasjvm.train.optimizer.StateFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes a model in training as a file of the Keras that it came from, from which Keras goes on: weights, what it is compiled
 * with, what the optimizer remembers.
 */
public final class TrainedFile {

    private final Import source;
    private final KerasFormat format;
    private final List<Name> stored;

    /** The name and type of an array of the optimizer, as the source has it. */
    private record Name(String name, Hdf5Type type) {}

    private TrainedFile(Import source, KerasFormat format, List<Name> stored) {
        this.source = source;
        this.format = format;
        this.stored = stored;
    }

    /**
     * Files like the one that a training took up.
     *
     * @param source that file
     * @return what writes such files
     * @throws KerasWriteException if the source is no file of a whole model, {@code .h5} or {@code .keras}
     */
    public static TrainedFile like(Import source) {
        try (OpenModel open = source.openModel()) {
            KerasFormat format =
                    switch (open.raw().container()) {
                        case HDF5 -> KerasFormat.HDF5;
                        case KERAS_ZIP -> KerasFormat.ARCHIVE;
                        default ->
                            throw new KerasWriteException(source.file() + ": is no file of a whole model; expected .h5"
                                    + " or .keras to train");
                    };
            List<Name> names = new ArrayList<>();
            for (StoredArray array : open.raw().optimizer()) {
                names.add(new Name(array.name(), Hdf5Type.of(array.type()).orElse(Hdf5Type.FLOAT32)));
            }
            return new TrainedFile(source, format, names);
        }
    }

    /**
     * The kind of the file.
     *
     * @return that of the source
     */
    public KerasFormat format() {
        return format;
    }

    /**
     * Writes a file. It appears when it is complete; an existing one stays when something fails.
     *
     * @param trainer the model in training
     * @param target the file; may be the source
     * @throws KerasWriteException if the file would not mean the same
     * @throws io.github.kerasjvm.data.DataException if it cannot be written
     */
    public void write(Trainer trainer, Path target) {
        TrainingState state = new TrainingState(Optional.of(config(trainer)), arrays(trainer));
        KerasWriter.of(source, trainer.model()).training(state).write(format, target);
    }

    private List<NamedArray> arrays(Trainer trainer) {
        List<StateFile.Stored> state = trainer.state();
        boolean isKnown = trainer.continues() && stored.size() == state.size();
        List<NamedArray> arrays = new ArrayList<>();
        for (int i = 0; i < state.size(); i++) {
            Name name = isKnown ? stored.get(i) : name(i, state.get(i));
            arrays.add(array(name, state.get(i)));
        }
        return arrays;
    }

    private static NamedArray array(Name name, StateFile.Stored stored) {
        Elements elements = stored.count().isPresent()
                ? Elements.of(new double[] {stored.count().getAsLong()})
                : Elements.of(stored.values().toArray());
        return new NamedArray(name.name(), name.type(), stored.values().shape(), elements);
    }

    /** Keras finds the arrays by their order; names only have to differ. */
    private Name name(int index, StateFile.Stored stored) {
        String label = stored.label().replace(" of ", "/").replace(' ', '_');
        String name = format == KerasFormat.ARCHIVE ? Integer.toString(index) : "optimizer/" + label + ":0";
        return new Name(name, Hdf5Type.of(stored.type()).orElseThrow());
    }

    /** The training configuration with the learning rate as it is now. */
    private static String config(Trainer trainer) {
        String text = trainer.trainingConfig();
        JsonNode config = Json.parse(trainer.model().file(), text, Limits.DEFAULT);
        JsonNode optimizer = config.has("optimizer_config") ? config.get("optimizer_config") : config.path("optimizer");
        JsonNode arguments = optimizer.path("config");
        String key = arguments.has("lr") ? "lr" : "learning_rate";
        float rate = trainer.counts().learningRate();
        if (!arguments.path(key).isNumber() || (float) arguments.path(key).asDouble() == rate) {
            return text;
        }
        ((ObjectNode) arguments).put(key, (double) rate);
        try {
            return new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString(config);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
