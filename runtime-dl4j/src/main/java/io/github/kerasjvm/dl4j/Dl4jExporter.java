package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.problem.Problem;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.read.Limits;
import io.github.kerasjvm.tensor.Shape;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;

/**
 * Writes a model as a zip that stock DL4J 1.0.0-M2.1 restores, of plain DL4J layers alone:
 * {@code Dl4jExporter.of(model).write(path)}. Immutable; each option gives a new value.
 *
 * <p>A chain of layers becomes a {@code MultiLayerNetwork}, anything else a {@code ComputationGraph} whose inputs,
 * outputs and layers bear the names of the Keras layers. Inputs and outputs keep Keras's layout. Before a file counts
 * as written, stock DL4J restores it, and its outputs for random input are compared with those of an engine.
 *
 * <p>Kept: layers, weights, dropout, and the loss of a single dense output where DL4J computes it as Keras does. Not kept, since nothing of it shows in a
 * prediction: the optimizer and its state, metrics, regularisers, constraints, frozen layers.
 *
 * @param model the model
 * @param inputShapes the shapes of its inputs where the file leaves sizes open besides the batch
 * @param proof the engine to compare with; empty for the fastest that can run here
 * @param replaces whether an existing file is replaced
 */
public record Dl4jExporter(
        KerasModel model, Optional<List<Shape>> inputShapes, Optional<Engine> proof, boolean replaces) {

    /**
     * An export without options.
     *
     * @param model the model
     * @return the export
     */
    public static Dl4jExporter of(KerasModel model) {
        return new Dl4jExporter(model, Optional.empty(), Optional.empty(), false);
    }

    /**
     * Gives the sizes that the file leaves open.
     *
     * @param shapes the shapes of the inputs, in order, with the batch first
     * @return the export with them
     */
    public Dl4jExporter inputShapes(List<Shape> shapes) {
        return new Dl4jExporter(model, Optional.of(List.copyOf(shapes)), proof, replaces);
    }

    /**
     * Compares with one engine.
     *
     * @param engine the engine
     * @return the export with it
     */
    public Dl4jExporter provedBy(Engine engine) {
        return new Dl4jExporter(model, inputShapes, Optional.of(engine), replaces);
    }

    /**
     * Lets the export replace an existing file.
     *
     * @return the export with it
     */
    public Dl4jExporter replacing() {
        return new Dl4jExporter(model, inputShapes, proof, true);
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
     * Writes the archive: beside the target, proved there, then moved into place.
     *
     * @param target the file
     * @throws ImportException if plain DL4J cannot express the model exactly, with all problems
     * @throws Dl4jMismatchException if DL4J computes other numbers; nothing is left behind then
     * @throws io.github.kerasjvm.engine.EngineException if no engine is there to compare with, or ND4J is not
     * @throws IOException if the file exists and is not to be replaced, or cannot be written
     */
    public void write(Path target) throws IOException {
        Blueprint blueprint = blueprint();
        if (!replaces && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        Engine engine = proof.orElseGet(() -> Engines.find("auto"));
        Path folder = target.toAbsolutePath().getParent();
        Path beside = Files.createTempFile(folder, ".", ".zip.part");
        try {
            save(blueprint, beside);
            prove(beside, engine);
            if (replaces) {
                Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.move(beside, target);
            }
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private void save(Blueprint blueprint, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            ArchiveWriter.write(network(blueprint), out);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private void prove(Path file, Engine engine) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                StockNetwork network = new StockNetwork(ArchiveReader.restore(model.file(), in, Limits.DEFAULT))) {
            Comparison.check(model, shapes(), network, engine);
        }
    }

    /** The archive in memory, not proved. */
    byte[] bytes() {
        return ArchiveWriter.bytes(network(blueprint()));
    }

    /** What the network is to consist of. */
    Blueprint blueprint() {
        Problems problems = Problems.none();
        Blueprint blueprint = Blueprints.of(model, shapes(), problems);
        if (problems.count() > 0) {
            throw ImportException.of(model.file(), problems.list());
        }
        Losses.attach(model, blueprint);
        return blueprint;
    }

    private static Model network(Blueprint blueprint) {
        Nd4jLibrary.load();
        return Networks.build(blueprint);
    }

    private List<Shape> shapes() {
        return inputShapes.orElseGet(
                () -> model.inputs().stream().map(KerasModel.Port::shape).toList());
    }
}
