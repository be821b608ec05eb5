package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.engine.Availability;
import io.github.kerasjvm.engine.BatchRule;
import io.github.kerasjvm.engine.BatchedPlan;
import io.github.kerasjvm.engine.Device;
import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.EngineException;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.read.Limits;
import io.github.kerasjvm.tensor.Shape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Stock DL4J as an engine, {@code dl4j}: runs what the export writes, restored by DL4J itself. It is the proof of
 * exported archives and much slower than the other engines, so it runs only when chosen. Whole models only.
 *
 * <p>Its threads are those of OpenMP, set by {@code OMP_NUM_THREADS} before the JVM starts, whatever
 * {@link EngineOptions} say. On a machine that is busy with other work, {@code GOMP_SPINCOUNT=0} or
 * {@code OMP_WAIT_POLICY=passive} make it up to three times faster.
 */
public final class Dl4jEngine implements Engine {

    /**
     * How many floats the hungriest layer may take, 64 MiB: DL4J's convolutions lay out every window of every row of a
     * batch at once.
     */
    private static final long MOST_FLOATS = 16L << 20;

    private static final int MOST_ROWS = 256;

    /** Makes the engine; loads nothing. */
    public Dl4jEngine() {}

    @Override
    public String name() {
        return "dl4j";
    }

    @Override
    public int priority() {
        return -10;
    }

    @Override
    public Availability availability() {
        try {
            String backend = Nd4jLibrary.load();
            String version = String.valueOf(Nd4j.class.getPackage().getImplementationVersion());
            return new Availability(
                    true,
                    version.equals("null") ? "1.0.0-M2.1" : version,
                    List.of(backendsDevice(backend)),
                    "ND4J " + backend);
        } catch (EngineException e) {
            return new Availability(false, "", List.of(), e.getMessage());
        }
    }

    /** Where DL4J computes is decided by the backend of ND4J on the class path, so the first GPU is there or is not. */
    @Override
    public void require(Device device) {
        if (!device.isCpu() && !device.toString().equals(backendsDevice(Nd4jLibrary.load()))) {
            throw new EngineException("engine dl4j computes where its ND4J backend does, which is "
                    + backendsDevice(Nd4jLibrary.load()) + " here, not on " + device
                    + ". With nd4j-cuda in the place of nd4j-native it is cuda:0, see docs/dl4j.md");
        }
    }

    private static String backendsDevice(String backend) {
        return backend.contains("Cpu") ? "cpu" : "cuda:0";
    }

    @Override
    public boolean runsWholeModelsOnly() {
        return true;
    }

    @Override
    public Plan compile(Program program, EngineOptions options) {
        require(options.device());
        options.requireFloat32(name());
        KerasModel model = program.model()
                .orElseThrow(() -> new EngineException(
                        "engine dl4j runs whole models only, not single operations or parts of a model"));
        List<Shape> shapes = program.graph().inputs().stream()
                .map(input -> input.value().shape())
                .toList();
        checkOutputs(program.graph(), model);
        Dl4jExporter export = Dl4jExporter.of(model).inputShapes(shapes);
        try {
            Blueprint blueprint = export.blueprint();
            int rows = (int) Math.max(1, Math.min(MOST_ROWS, MOST_FLOATS / blueprint.floatsPerRow()));
            return new BatchedPlan(program, restored(export), BatchRule.parts(rows), new EngineOptions(1));
        } catch (ImportException e) {
            throw new EngineException("engine dl4j cannot run the model: " + e.getMessage(), e);
        }
    }

    /** A graph cut out of the model has the same model, but is not what DL4J would run. */
    private static void checkOutputs(OpGraph graph, KerasModel model) {
        List<String> names = model.outputs().stream().map(KerasModel.Port::name).toList();
        List<String> asked = graph.outputs().stream().map(OpGraph.Output::name).toList();
        if (!asked.equals(names)) {
            throw new EngineException(
                    "engine dl4j runs whole models only: asked for the outputs " + asked + ", the model has " + names);
        }
    }

    private static StockNetwork restored(Dl4jExporter export) {
        try (InputStream archive = new ByteArrayInputStream(export.bytes())) {
            return new StockNetwork(ArchiveReader.restore(export.model().file(), archive, Limits.DEFAULT));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // cannot happen in memory
        }
    }
}
