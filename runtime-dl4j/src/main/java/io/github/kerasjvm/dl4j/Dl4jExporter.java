package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.data.SafeFile;
import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.problem.Problem;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.read.Limits;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.train.SavedTraining;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a model as a zip that stock DL4J 1.0.0-M2.1 restores, of plain DL4J layers alone:
 * {@code Dl4jExporter.of(model).write(path)}. Immutable; each option gives a new value.
 *
 * <p>A chain of layers becomes a {@code MultiLayerNetwork}, anything else a {@code ComputationGraph} whose inputs,
 * outputs and layers bear the names of the Keras layers. Inputs and outputs keep Keras's layout. Before a file counts
 * as written, stock DL4J restores it, and its outputs for random input are compared with those of an engine.
 *
 * <p>Kept: layers, weights, dropout, and losses where DL4J computes them as Keras does. With {@link #training}, also the
 * optimizer with its state, regularisers, bounds of gradients and frozen layers, where DL4J's mean the same; {@link #write}
 * tells what does not. Metrics and constraints are not kept.
 *
 * @param model the model
 * @param inputShapes the shapes of its inputs where the file leaves sizes open besides the batch
 * @param training what the model's file says of its training; empty to take along no more than the losses
 * @param proof the engine to compare with; empty for the fastest that can run here
 * @param replaces whether an existing file is replaced
 */
public record Dl4jExporter(
        KerasModel model,
        Optional<List<Shape>> inputShapes,
        Optional<SavedTraining> training,
        Optional<Engine> proof,
        boolean replaces) {

    /**
     * An export without options.
     *
     * @param model the model
     * @return the export
     */
    public static Dl4jExporter of(KerasModel model) {
        return new Dl4jExporter(model, Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    /**
     * Gives the sizes that the file leaves open.
     *
     * @param shapes the shapes of the inputs, in order, with the batch first
     * @return the export with them
     */
    public Dl4jExporter inputShapes(List<Shape> shapes) {
        return new Dl4jExporter(model, Optional.of(List.copyOf(shapes)), training, proof, replaces);
    }

    /**
     * Takes the training along: the updater with its state where DL4J has the same, regularisers, frozen layers.
     *
     * @param saved what the model's file says of it
     * @return the export with it
     */
    public Dl4jExporter training(SavedTraining saved) {
        return new Dl4jExporter(model, inputShapes, Optional.of(saved), proof, replaces);
    }

    /**
     * Compares with one engine.
     *
     * @param engine the engine
     * @return the export with it
     */
    public Dl4jExporter provedBy(Engine engine) {
        return new Dl4jExporter(model, inputShapes, training, Optional.of(engine), replaces);
    }

    /**
     * Lets the export replace an existing file.
     *
     * @return the export with it
     */
    public Dl4jExporter replacing() {
        return new Dl4jExporter(model, inputShapes, training, proof, true);
    }

    /**
     * Tells what plain DL4J cannot express exactly, without loading DL4J's native library.
     *
     * @return a problem for each layer in question; empty if the model can be exported
     */
    public List<Problem> check() {
        Problems problems = Problems.none();
        Blueprints.of(model, shapes(), problems);
        return problems.list();
    }

    /**
     * Writes the archive: proved in memory, written beside the target, then moved into place.
     *
     * @param target the file
     * @return what of its training is left out, and what DL4J does otherwise in training; empty if DL4J trains it on as
     *     Keras would, or if the model was saved without
     * @throws ImportException if plain DL4J cannot express the model exactly, with all problems
     * @throws Dl4jMismatchException if DL4J computes other numbers; nothing is left behind then
     * @throws io.github.kerasjvm.engine.EngineException if no engine is there to compare with, or ND4J is not
     * @throws FileAlreadyExistsException if the file exists and is not to be replaced
     * @throws io.github.kerasjvm.data.DataException if the file cannot be written
     */
    public List<Problem> write(Path target) throws FileAlreadyExistsException {
        TrainingNotes notes = new TrainingNotes();
        Blueprint blueprint = blueprint(notes);
        byte[] archive = bytes(blueprint);
        if (!replaces && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        prove(archive, blueprint.indexLimits(), proof.orElseGet(() -> Engines.find("auto")));
        if (blueprint.training().hasSameGradients()) {
            FirstStep.difference(model, training.get(), shapes(), blueprint())
                    .ifPresent(difference -> notes.differ("", "gradients", difference));
        }
        SafeFile.write(target, out -> out.write(archive));
        return notes.list();
    }

    /** What stock DL4J restores from the archive has to give the same numbers. */
    private void prove(byte[] archive, Map<String, Integer> indexLimits, Engine engine) {
        try (InputStream in = new ByteArrayInputStream(archive);
                StockNetwork network = new StockNetwork(ArchiveReader.restore(model.file(), in, Limits.DEFAULT))) {
            Comparison.check(model, shapes(), indexLimits, network, engine);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // cannot happen in memory
        }
    }

    /** The archive in memory, not proved. */
    byte[] bytes() {
        return bytes(blueprint());
    }

    private static byte[] bytes(Blueprint blueprint) {
        Nd4jLibrary.load();
        return ArchiveWriter.bytes(
                Networks.build(blueprint), blueprint.training().updater().isPresent());
    }

    /** What the network is to consist of. */
    Blueprint blueprint() {
        return blueprint(new TrainingNotes());
    }

    /** The same; the notes are told what of the training is left out or done otherwise. */
    Blueprint blueprint(TrainingNotes notes) {
        Problems problems = Problems.none();
        Blueprint blueprint = Blueprints.of(model, shapes(), problems);
        if (problems.count() > 0) {
            throw ImportException.of(model.file(), problems.list());
        }
        Losses.attach(model, blueprint, notes);
        training.ifPresent(saved -> TrainingExport.into(blueprint, model, shapes(), saved, notes));
        return blueprint;
    }

    private List<Shape> shapes() {
        return inputShapes.orElseGet(
                () -> model.inputs().stream().map(KerasModel.Port::shape).toList());
    }
}
