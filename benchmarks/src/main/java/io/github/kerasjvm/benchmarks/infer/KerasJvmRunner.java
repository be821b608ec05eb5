package io.github.kerasjvm.benchmarks.infer;

import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.runtime.Model;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;

/** keras-jvm on one of its engines, as an application uses it: arrays in, arrays out. */
final class KerasJvmRunner implements Runner {

    private final Engine engine;
    private final EngineOptions options;
    private Model model;
    private Shape row;
    private Tensor batch;

    KerasJvmRunner(String engine, int threads) {
        this.engine = Engines.find(engine);
        this.options = new EngineOptions(threads);
    }

    @Override
    public String name() {
        return ("keras-jvm, " + engine.name() + " " + engine.availability().version()).strip();
    }

    @Override
    public void load(Path file) {
        model = Model.of(Import.of(file).load(), engine, options);
        row = model.keras().inputs().get(0).shape();
        // Else it would be part of the first prediction, and not of loading as with the others.
        model.prepare(List.of(row.with(0, Shape.ANY)));
    }

    @Override
    public void batch(int rows, float[] values) {
        batch = Tensor.owning(row.with(0, rows), values);
    }

    @Override
    public float[] run(String way) {
        return model.predict(batch).toArray();
    }
}
