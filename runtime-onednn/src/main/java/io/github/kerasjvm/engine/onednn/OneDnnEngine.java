package io.github.kerasjvm.engine.onednn;

import io.github.kerasjvm.engine.Availability;
import io.github.kerasjvm.engine.BatchRule;
import io.github.kerasjvm.engine.BatchedPlan;
import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.EngineException;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.engine.reference.InferencePasses;
import io.github.kerasjvm.op.OpGraph;
import java.util.List;

/**
 * Runs op graphs on oneDNN, on x86-64: made for steps of training. Convolutions, matrix products, pooling, normalisation and
 * functions of elements run there, with their gradients; everything else runs by the reference engine's code, in the same plan.
 *
 * <p>The rows of a batch are shared out to threads where they do not depend on each other; else each call of oneDNN is shared
 * out. The plan takes several runs at once, each with memory of its own. If an input, a parameter
 * or a constant holds an infinite number or one that is not a number, the reference engine runs the graph. What only becomes so
 * on the way, by overflow, may come out as 0 behind {@code max(x, 0)}.
 */
public final class OneDnnEngine implements Engine {

    /** Below ONNX Runtime's, above the reference engine's. */
    private static final int PRIORITY = 50;

    private static final int TRAINING_PRIORITY = 100;

    /** The rows of a micro-batch, so few that what the layers pass on stays in the processor's caches. */
    private static final int ROWS = 8;

    /** Below this many elements a call of oneDNN, and the copies around it, cost more than a loop. */
    private static final int LARGE = 1024;

    private final int large;

    /** Makes the engine; nothing native is loaded yet. */
    public OneDnnEngine() {
        this(LARGE);
    }

    /** Makes an engine that calls oneDNN for arrays of a number of elements and more. */
    OneDnnEngine(int large) {
        this.large = large;
    }

    @Override
    public String name() {
        return "onednn";
    }

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    public int trainingPriority() {
        return TRAINING_PRIORITY;
    }

    @Override
    public Availability availability() {
        try {
            Library.load();
            return new Availability(true, Library.version(), List.of("cpu"), "oneDNN; runs on the CPU, x86-64");
        } catch (EngineException e) {
            return new Availability(false, "", List.of(), e.getMessage());
        }
    }

    @Override
    public Plan compile(Program program, EngineOptions options) {
        require(options.device());
        options.requireFloat32(name());
        Library.load();
        // Parts of a batch go to threads of ours; where there are none, one run has OpenMP's.
        int team = BatchedPlan.splits(program) ? 1 : options.threadsOfRun();
        Plan plan = new OneDnnPlan(InferencePasses.apply(program.graph(), options), large, team);
        return new BatchedPlan(program, plan, BatchRule.parts(ROWS), options);
    }

    /**
     * Says who computes what: one line for each step of a run, {@code onednn} and oneDNN's kernel, {@code java} and the
     * operation, or {@code copy} where an array goes from one to the other.
     *
     * @param graph a graph, all shapes known
     * @return the lines, in the order of the run
     * @throws EngineException if oneDNN is not available here
     */
    public static List<String> describe(OpGraph graph) {
        Library.load();
        try (Crew crew = new Crew(1)) {
            return crew.call(() -> {
                try (Recipe recipe = Recipe.of(graph, LARGE)) {
                    return recipe.description();
                }
            });
        }
    }
}
