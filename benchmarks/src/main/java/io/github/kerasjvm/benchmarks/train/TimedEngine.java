package io.github.kerasjvm.benchmarks.train;

import io.github.kerasjvm.engine.Availability;
import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** An engine whose plans say how long they ran. */
final class TimedEngine implements Engine {

    private final Engine engine;
    private final AtomicLong nanos = new AtomicLong();

    TimedEngine(Engine engine) {
        this.engine = engine;
    }

    /** The seconds that plans have run since the last call. */
    double seconds() {
        return nanos.getAndSet(0) / 1e9;
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public int priority() {
        return engine.priority();
    }

    @Override
    public Availability availability() {
        return engine.availability();
    }

    @Override
    public Plan compile(Program program, EngineOptions options) {
        Plan plan = engine.compile(program, options);
        return new Plan() {
            @Override
            public List<Tensor> run(List<Tensor> inputs) {
                long start = System.nanoTime();
                List<Tensor> results = plan.run(inputs);
                nanos.addAndGet(System.nanoTime() - start);
                return results;
            }

            @Override
            public void close() {
                plan.close();
            }
        };
    }
}
