package io.github.kerasjvm.op.pass;

import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Scan;
import java.util.List;

/**
 * Passes one behind the other, again and again until none of them finds anything more to do. Goes into the steps of
 * loops, too.
 *
 * @param all the passes, in the order in which they run
 */
public record Passes(List<Pass> all) implements Pass {

    /** More rounds than any graph was seen to need; a bound against passes that undo each other. */
    private static final int ROUNDS = 16;

    /** Keeps its own copy. */
    public Passes {
        all = List.copyOf(all);
    }

    /**
     * Everything that is right for inference.
     *
     * @param evaluator computes what depends on fixed arrays alone
     * @return the passes
     */
    public static Passes forInference(Evaluator evaluator) {
        return new Passes(List.of(
                new Unused(),
                new ConstantFolding(evaluator),
                new Identities(),
                new Movements(),
                new CommonValues(),
                new Padding(),
                new NormalizationBehind(),
                new NormalizationAhead(),
                new Sums()));
    }

    @Override
    public OpGraph apply(OpGraph graph) {
        OpGraph now = inSteps(graph);
        for (int i = 0; i < ROUNDS; i++) {
            OpGraph before = now;
            for (Pass pass : all) {
                now = pass.apply(now);
            }
            if (now == before) {
                break;
            }
        }
        return now;
    }

    /** Applies the passes to the step of every loop. */
    private OpGraph inSteps(OpGraph graph) {
        Draft draft = new Draft(graph);
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Scan scan) {
                OpGraph step = apply(scan.body());
                if (step != scan.body()) {
                    draft.make(scan.withBody(step), node.inputs(), node.outputs());
                    continue;
                }
            }
            draft.keep(node);
        }
        return draft.finish();
    }
}
