package io.github.kerasjvm.benchmarks;

import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.runtime.Model;
import io.github.kerasjvm.tensor.Tensor;
import java.nio.file.Path;

/** keras-jvm on one of its engines. */
final class EngineContender implements Contender {

    private final String name;
    private final Model model;

    EngineContender(Path file, String engineName) {
        Engine engine = Engines.find(engineName);
        this.name = "keras-jvm, " + engineName + " " + engine.availability().version();
        this.model = Model.of(Import.of(file).load(), engine, EngineOptions.defaults());
    }

    @Override
    public String name() {
        return name.strip();
    }

    @Override
    public Tensor predict(Tensor images) {
        return model.predict(images);
    }

    @Override
    public void close() {
        model.close();
    }
}
