package io.github.kerasjvm.benchmarks.parts;

import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.runtime.Model;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.Random;
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

/**
 * Predicting with a small model, around the size of a micro-batch and far above: what splitting a batch costs is what a row
 * costs more in the larger one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RunParts {

    /** The rows of a batch. */
    @Param({"1", "8", "9", "32", "128", "1024"})
    public int rows;

    /** How many threads may compute. */
    @Param({"1", "2"})
    public int threads;

    private Model model;
    private Tensor batch;

    /** Made by JMH. */
    public RunParts() {}

    /** Loads the model and draws a batch. */
    @Setup
    public void load() {
        model = Model.of(
                Import.of(Reference.file("mnist_cnn_trained_model.h5")).load(),
                Engines.find("onnxruntime"),
                new EngineOptions(threads));
        Shape shape = model.keras().inputs().get(0).shape().with(0, rows);
        Random random = new Random(1);
        float[] pixels = new float[(int) shape.elements()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextFloat();
        }
        batch = Tensor.owning(shape, pixels);
    }

    /** Frees the model. */
    @TearDown
    public void close() {
        model.close();
    }

    /**
     * Predicts the batch.
     *
     * @return the outputs
     */
    @Benchmark
    public Tensor predict() {
        return model.predict(batch);
    }
}
