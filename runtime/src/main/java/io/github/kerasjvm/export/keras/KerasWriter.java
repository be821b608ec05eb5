package io.github.kerasjvm.export.keras;

import io.github.kerasjvm.data.SafeFile;
import io.github.kerasjvm.export.hdf5.Hdf5Group;
import io.github.kerasjvm.export.hdf5.Hdf5Writer;
import io.github.kerasjvm.model.BoundWeight;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.model.OpenModel;
import io.github.kerasjvm.read.ModelReader;
import io.github.kerasjvm.read.StoredArray;
import io.github.kerasjvm.read.WeightSource;
import io.github.kerasjvm.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
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
        TrainingState state = training.orElseGet(() -> stored(open));
        switch (format) {
            case HDF5 -> Hdf5Writer.write(grouped(open, state), out);
            case ARCHIVE ->
                Archive.write(
                        ConfigText.with(model.config(), state.config()),
                        tree(open, state),
                        ModelReader.otherMembers(source.file(), source.limits()),
                        out);
        }
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

    private Hdf5Group grouped(OpenModel open, TrainingState state) {
        if (!(open.raw().weights().orElse(null) instanceof WeightSource.Grouped source)) {
            throw new KerasWriteException(model.file() + ": was written by " + model.origin()
                    + " as numbered variables; expected a file with groups of layers to write .h5");
        }
        Writing writing = new Writing(
                open.origin().generation(),
                open.origin().version(),
                open.origin().backend(),
                model.config(),
                state.config());
        GroupedFile file = new GroupedFile(writing);
        WeightArrays arrays = new WeightArrays(model, open);
        source.groups()
                .forEach(group -> file.layer(
                        group.layer(), group.arrays().stream().map(arrays::of).toList()));
        file.optimizer(state.optimizer());
        return file.finish();
    }

    private Hdf5Group tree(OpenModel open, TrainingState state) {
        if (!(open.raw().weights().orElse(null) instanceof WeightSource.Tree source)) {
            throw new KerasWriteException(model.file() + ": was written by " + model.origin()
                    + " with groups of layers; expected numbered variables to write .keras");
        }
        TreeFile file = TreeFile.like(source, new WeightArrays(model, open)::of);
        file.optimizer(state.optimizer());
        return file.finish();
    }

    /** Reads what was written. */
    private void requireSame(Path written) {
        Import reading = new Import(
                written, Optional.empty(), source.matching(), source.limits(), source.backend(), source.layers());
        KerasModel read = reading.load();
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
