package io.github.kerasjvm.op.pass;

import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.Op;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Computes once what the graph computes several times: the same operation on the same values. */
public record CommonValues() implements Pass {

    /** What makes two nodes the same. */
    private record Expression(Op op, List<Value> inputs) {}

    @Override
    public OpGraph apply(OpGraph graph) {
        Draft draft = new Draft(graph);
        Map<Expression, List<Value>> known = new HashMap<>();
        for (Node node : graph.nodes()) {
            var expression = new Expression(node.op(), draft.now(node.inputs()));
            List<Value> found = known.putIfAbsent(expression, node.outputs());
            if (found == null) {
                draft.keep(node);
            } else {
                for (int i = 0; i < found.size(); i++) {
                    draft.replace(node.outputs().get(i), found.get(i));
                }
            }
        }
        return draft.finish();
    }
}
