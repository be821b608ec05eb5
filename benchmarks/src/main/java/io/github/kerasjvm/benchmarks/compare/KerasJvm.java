package io.github.kerasjvm.benchmarks.compare;

import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.verify.CaseResult;
import io.github.kerasjvm.verify.CaseRunner;
import io.github.kerasjvm.verify.Suite;
import java.util.function.UnaryOperator;

/** keras-jvm: what {@code verify --suite} does with a file. */
final class KerasJvm implements Importer {

    private final Engine engine;
    private final CaseRunner runner;

    KerasJvm(String engineName) {
        this.engine = Engines.find(engineName);
        this.runner = new CaseRunner(engine, EngineOptions.defaults(), UnaryOperator.identity());
    }

    @Override
    public void warmUp() {
        engine.availability();
    }

    @Override
    public Outcome run(Suite.Entry entry) {
        CaseResult result = runner.run(entry);
        return switch (result.outcome()) {
            case MATCH ->
                entry.golden().isPresent()
                        ? new Outcome(Outcome.Kind.MATCH, result.maxAbs(), "")
                        : Outcome.of(Outcome.Kind.LOADED, "");
            case MISMATCH -> new Outcome(Outcome.Kind.WRONG, result.maxAbs(), result.message());
            case REFUSED, WEIGHTS_ONLY -> Outcome.of(Outcome.Kind.REFUSED, result.message());
            case ERROR -> Outcome.of(Outcome.Kind.FAILS_LOADING, result.message());
        };
    }
}
