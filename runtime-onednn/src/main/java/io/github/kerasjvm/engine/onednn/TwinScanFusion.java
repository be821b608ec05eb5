package io.github.kerasjvm.engine.onednn;

import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Scan;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A scan that runs twice, forward and once more for its gradient, to note the states before each step: the first run notes them
 * on the way.
 */
final class TwinScanFusion implements Fusion {

    @Override
    public void apply(Web web) {
        List<Node> scans =
                web.nodes().stream().filter(node -> node.op() instanceof Scan).toList();
        for (Node first : scans) {
            scans.stream()
                    .filter(second -> second != first && !web.isClaimed(first) && !web.isClaimed(second))
                    .filter(second -> second.inputs().equals(first.inputs()))
                    .forEach(second -> join(web, first, second));
        }
    }

    private static void join(Web web, Node first, Node second) {
        Scan forward = (Scan) first.op();
        Scan noting = (Scan) second.op();
        int states = forward.states();
        boolean alike = noting.states() == states
                && noting.sequences() == forward.sequences()
                && noting.reversed() == forward.reversed()
                && second.outputs().subList(0, states).stream().allMatch(value -> web.isInner(value, List.of()));
        if (!alike || web.isClaimed(first) || web.isClaimed(second)) {
            return;
        }
        List<Shape> shapes = first.inputs().stream().map(Value::shape).toList();
        OpGraph body = forward.body().withInputShapes(forward.step(shapes));
        OpGraph other = noting.body().withInputShapes(noting.step(shapes));
        Optional<List<OpGraph.Output>> noted = noted(body, other, states);
        if (noted.isEmpty() || !steps(body, states).equals(steps(other, states))) {
            return;
        }
        List<OpGraph.Output> outputs = new ArrayList<>(body.outputs());
        outputs.addAll(noted.get());
        List<Value> results = Stream.concat(
                        first.outputs().stream(),
                        second.outputs().subList(states, second.outputs().size()).stream())
                .toList();
        Node both = new Node(forward.withBody(body.withOutputs(outputs)), first.inputs(), results);
        web.claim(new Work(
                first.inputs(), results, List.of(first, second), Loops.of((Scan) both.op(), both, web.large())));
    }

    /** What a step that only notes what it takes gives, as values of another step; empty if it gives anything else. */
    private static Optional<List<OpGraph.Output>> noted(OpGraph body, OpGraph noting, int states) {
        List<Value> taken = noting.inputs().stream().map(OpGraph.Input::value).toList();
        List<OpGraph.Output> outputs = new ArrayList<>();
        for (OpGraph.Output output :
                noting.outputs().subList(states, noting.outputs().size())) {
            int input = taken.indexOf(output.value());
            if (input < 0) {
                return Optional.empty();
            }
            outputs.add(
                    new OpGraph.Output("noted" + input, body.inputs().get(input).value()));
        }
        return Optional.of(outputs);
    }

    /** How the new states come about, in numbers that do not depend on what else a step gives. */
    private static List<Object> steps(OpGraph body, int states) {
        OpGraph pruned = body.withOutputs(body.outputs().subList(0, states));
        OpGraph graph = pruned.withInputShapes(
                pruned.inputs().stream().map(input -> input.value().shape()).toList());
        return List.of(
                graph.inputs().stream().map(OpGraph.Input::value).toList(),
                graph.constants(),
                graph.nodes(),
                graph.outputs().stream().map(OpGraph.Output::value).toList());
    }
}
