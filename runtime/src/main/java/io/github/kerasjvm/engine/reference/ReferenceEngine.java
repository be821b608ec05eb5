package io.github.kerasjvm.engine.reference;

import io.github.kerasjvm.engine.Availability;
import io.github.kerasjvm.engine.BatchRule;
import io.github.kerasjvm.engine.BatchedPlan;
import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import java.util.List;

/** The engine in plain Java: runs every operation everywhere, slowly. Sums are made in float64 where it costs little. */
public final class ReferenceEngine implements Engine {

    /** Rows that run together: enough for long inner loops, few enough for the cache. */
    private static final int MICRO_BATCH = 16;

    /** Makes the engine. */
    public ReferenceEngine() {}

    @Override
    public String name() {
        return "reference";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public int trainingPriority() {
        return 0;
    }

    @Override
    public Availability availability() {
        String java = Runtime.version().toString();
        int threads = Runtime.getRuntime().availableProcessors();
        return new Availability(true, "1", List.of("cpu"), "plain Java " + java + ", " + threads + " threads");
    }

    @Override
    public Plan compile(Program program, EngineOptions options) {
        require(options.device());
        options.requireFloat32(name());
        Plan plan = new ReferencePlan(InferencePasses.apply(program.graph(), options), Precision.FLOAT32);
        return new BatchedPlan(program, plan, BatchRule.evenParts(MICRO_BATCH), options);
    }
}
