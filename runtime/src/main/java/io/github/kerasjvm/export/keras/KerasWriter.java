package io.github.kerasjvm.export.keras;

import io.github.kerasjvm.config.Generation;
import io.github.kerasjvm.data.SafeFile;
import io.github.kerasjvm.export.hdf5.Hdf5Writer;
import io.github.kerasjvm.model.BoundWeight;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.model.NewHead;
import io.github.kerasjvm.model.OpenModel;
import io.github.kerasjvm.model.StoredForm;
import io.github.kerasjvm.model.WeightPlaces;
import io.github.kerasjvm.read.ModelReader;
import io.github.kerasjvm.read.StoredArray;
import io.github.kerasjvm.read.WeightSource;
import io.github.kerasjvm.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes a model as a file for the generation of Keras that it came from: with its architecture word for word, its weights
 * bit for bit, what it was compiled with, and the state of its optimizer.
 *
 * <p>{@code KerasWriter.of(source, source.load()).write(KerasFormat.ARCHIVE, target)} gives the same model again; a model
 * with other weights of the same names and shapes gives a trained one. Immutable; each option gives a new value.
 */
public final class KerasWriter {

    private final Import source;
    private final KerasModel model;
    private final Optional<TrainingState> training;

    private KerasWriter(Import source, KerasModel model, Optional<TrainingState> training) {
        this.source = source;
        this.model = model;
        this.training = training;
    }

    /**
     * A writer of a model.
     *
     * @param source the file that the model came from, which says how its arrays are named and stored
     * @param model the model, with the weights to be written
     * @return the writer; writes the training state of the file as well, unless the weights are those of another file
     */
    public static KerasWriter of(Import source, KerasModel model) {
        return new KerasWriter(source, model, Optional.empty());
    }

    /**
     * The same writer with the state of training, in place of what the source has.
     *
     * @param state the state
     * @return the writer
     */
    public KerasWriter training(TrainingState state) {
        return new KerasWriter(source, model, Optional.of(state));
    }

    /**
     * Writes the model. The file appears when it is complete and was read again: the same architecture, every weight the
     * same bit for bit. When something fails, nothing is left behind, and what was there stays.
     *
     * @param format the kind of file
     * @param target the file; an existing one is replaced, and may be the source
     * @throws KerasWriteException if the file would not mean the same
     * @throws io.github.kerasjvm.data.DataException if it cannot be written
     * @throws io.github.kerasjvm.problem.ImportException if the source cannot be read any more
     */
    public void write(KerasFormat format, Path target) {
        SafeFile.write(
                target,
                out -> {
                    try (OpenModel open = source.openModel()) {
                        write(format, open, out);
                    }
                },
                this::requireSame);
    }

    private void write(KerasFormat format, OpenModel open, OutputStream out) throws IOException {
        requireWeights(open);
        WeightArrays arrays = new WeightArrays(model, open);
        WeightSource source = open.raw().weights().orElseThrow();
        boolean isHdf5 = format == KerasFormat.HDF5;
        if (isHdf5 && source instanceof WeightSource.Grouped grouped) {
            TrainingState state = training.orElseGet(() -> stored(open));
            GroupedFile file = new GroupedFile(writing(open, model.config(), state.config()));
            Map<String, Integer> places = changedPlaces(open);
            grouped.groups().forEach(group -> file.layer(group.layer(), arrays.inOrder(group.arrays(), places)));
            file.optimizer(state.optimizer());
            Hdf5Writer.write(file.finish(), out);
        } else if (!isHdf5 && source instanceof WeightSource.Tree tree) {
            TrainingState state = training.orElseGet(() -> stored(open));
            TreeFile file = TreeFile.like(tree, arrays::of);
            file.optimizer(state);
            archive(ConfigText.with(Keras3Config.withModule(model.config()), state.config()), file, out);
        } else {
            requireKeras3(format, open);
            if (isHdf5) {
                writeTreeAsGroups(open, arrays, out);
            } else {
                writeGroupsAsTree(open, arrays, out);
            }
        }
    }

    /**
     * The places of weights in their groups where those of the source do not hold: what is frozen stands behind what is trained,
     * and more is frozen than there.
     */
    private Map<String, Integer> changedPlaces(OpenModel open) {
        boolean isFrozen = !source.frozen().isEmpty() || source.head().stream().anyMatch(NewHead::freezesBase);
        Map<String, Integer> places = new HashMap<>();
        if (isFrozen) {
            boolean isKeras3 = open.origin().generation() == Generation.KERAS_3;
            WeightPlaces.of(open.graph()).groups(open.graph()).stream()
                    .filter(place -> isKeras3 || place.layer().nested().isPresent())
                    .forEach(place -> place.weights().forEach(name -> places.put(name, places.size())));
        }
        return places;
    }

    private void archive(String config, TreeFile file, OutputStream out) throws IOException {
        Map<String, byte[]> others = ModelReader.otherMembers(source.file(), source.limits());
        String metadata = "{\"keras_version\": \"" + model.origin().version() + "\"}";
        others.putIfAbsent("metadata.json", metadata.getBytes(StandardCharsets.UTF_8));
        Archive.write(config, file.finish(), others, out);
    }

    private static Writing writing(OpenModel open, String config, Optional<String> training) {
        return new Writing(
                open.origin().generation(),
                open.origin().version(),
                open.origin().backend(),
                config,
                training);
    }

    /** Only Keras 3 writes both kinds of files by rules that are known here. */
    private void requireKeras3(KerasFormat format, OpenModel open) {
        if (open.origin().generation() != Generation.KERAS_3) {
            throw new KerasWriteException(model.file() + ": was written by " + model.origin()
                    + " as the other kind of file; expected " + (format == KerasFormat.HDF5 ? ".keras" : ".h5"));
        }
    }

    private void writeTreeAsGroups(OpenModel open, WeightArrays arrays, OutputStream out) throws IOException {
        TrainingState state = training.orElseGet(() -> {
            TrainingState archived = stored(open);
            return new TrainingState(
                    archived.config().map(Keras3Config::trainingConfig),
                    archived.optimizer().stream()
                            .map(array -> array.named("optimizer/" + array.name()))
                            .toList());
        });
        GroupedFile file = new GroupedFile(writing(open, Keras3Config.modelConfig(model.config()), state.config()));
        WeightPlaces.of(open.graph())
                .groups(open.graph())
                .forEach(place -> file.layer(
                        place.place(),
                        place.weights().stream()
                                .map(name -> arrays.of(name).named(name))
                                .toList()));
        file.optimizer(state.optimizer());
        Hdf5Writer.write(file.finish(), out);
    }

    private void writeGroupsAsTree(OpenModel open, WeightArrays arrays, OutputStream out) throws IOException {
        TrainingState state = training.orElseGet(() -> {
            TrainingState grouped = stored(open);
            return new TrainingState(grouped.config().map(Keras3Config::compileConfig), grouped.optimizer());
        });
        TreeFile file = new TreeFile();
        for (WeightPlaces.Place place : WeightPlaces.of(open.graph()).tree(open.graph())) {
            String name = place.isPart() ? "" : place.layer().name();
            file.object(
                    place.place(),
                    name,
                    place.weights().stream().map(arrays::of).toList());
            Seeds.write(place, file);
        }
        file.optimizer(state);
        archive(Keras3Config.archived(model.config(), state.config()), file, out);
    }

    /** What the source has; the state of an optimizer belongs to the weights beside it and to no others. */
    private TrainingState stored(OpenModel open) {
        List<StoredArray> optimizer =
                source.weightsFile().isEmpty() ? open.raw().optimizer() : List.of();
        return new TrainingState(
                model.trainingConfig(), optimizer.stream().map(NamedArray::of).toList());
    }

    private void requireWeights(OpenModel open) {
        Set<String> named = new HashSet<>();
        for (BoundWeight weight : open.weights()) {
            Tensor value = model.weights().get(weight.name());
            if (value == null || !value.shape().equals(weight.spec().shape())) {
                throw new KerasWriteException(model.file() + ": " + weight.name() + " is "
                        + (value == null ? "not in the model" : value.shape() + " in the model") + ", and "
                        + weight.spec().shape() + " in the file that it came from");
            }
            named.add(weight.name());
        }
        if (!named.equals(model.weights().keySet())) {
            throw new KerasWriteException(
                    model.file() + ": the file that the model came from does not hold all weights");
        }
    }

    /** Reads what was written. */
    private void requireSame(Path written) {
        KerasModel read = source.at(written).load();
        if (!read.origin().generation().equals(model.origin().generation())) {
            throw changed("written by " + model.origin() + " is read as of " + read.origin());
        }
        for (Map.Entry<String, Tensor> weight : model.weights().entrySet()) {
            Tensor back = read.weights().get(weight.getKey());
            if (back == null
                    || !StoredForm.isSame(back.toArray(), weight.getValue().toArray())) {
                throw changed(weight.getKey() + " is read with other elements than were written");
            }
        }
    }

    private KerasWriteException changed(String what) {
        return new KerasWriteException(model.file() + ": not written: " + what);
    }
}
