package io.github.kerasjvm.benchmarks.parts;

import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.Inspection;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.model.OpenModel;
import io.github.kerasjvm.read.Limits;
import io.github.kerasjvm.read.ModelReader;
import io.github.kerasjvm.read.RawModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** From a file to a model: the walk through HDF5, the config, the weights, and all of it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ReadParts {

    /** The model's file: one of HDF5 alone, and an archive. */
    @Param({"mnist_cnn_trained_model.h5", "c_k3_cl.keras"})
    public String file;

    private Path path;
    private Path architecture;
    private OpenModel open;

    /** Made by JMH. */
    public ReadParts() {}

    /**
     * Writes the architecture alone, and opens the whole.
     *
     * @throws IOException if it cannot be written
     */
    @Setup
    public void open() throws IOException {
        path = Reference.file(file);
        open = Import.of(path).openModel();
        architecture = Files.createTempFile("keras-jvm-parts", ".json");
        Files.writeString(architecture, open.raw().config().orElseThrow());
    }

    /**
     * Removes what was written.
     *
     * @throws IOException if it cannot be removed
     */
    @TearDown
    public void close() throws IOException {
        open.close();
        Files.delete(architecture);
    }

    /**
     * Finds all names, shapes and attributes of a file; no element is read.
     *
     * @return something of it
     */
    @Benchmark
    public int walk() {
        try (RawModel raw = ModelReader.open(path, Limits.DEFAULT)) {
            return raw.optimizer().size();
        }
    }

    /**
     * Reads the elements of all weights of an open file.
     *
     * @param sink takes them
     */
    @Benchmark
    public void weights(Blackhole sink) {
        open.weights().forEach(weight -> sink.consume(weight.array().readFloats()));
    }

    /**
     * Reads an architecture from JSON, checks it, wires it, and finds all shapes.
     *
     * @return what was found
     */
    @Benchmark
    public Inspection config() {
        return Import.of(architecture).inspect();
    }

    /**
     * All of it: from the file to a model with its weights.
     *
     * @return the model
     */
    @Benchmark
    public KerasModel load() {
        return Import.of(path).load();
    }
}
