package io.github.kerasjvm.op.pass;

import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Reshape;
import io.github.kerasjvm.op.Transpose;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Computes what depends on parameters and constants alone. What is only moved of a parameter stays a parameter, under
 * its name if that is free then. A result that is much larger than what it is made of, such as a vector repeated over an
 * image, is left to the run.
 *
 * @param evaluator computes
 */
public record ConstantFolding(Evaluator evaluator) implements Pass {

    /** Elements of a result that is folded whatever it is made of. */
    private static final long SMALL = 1 << 16;

    @Override
    public OpGraph apply(OpGraph graph) {
        Set<Integer> fixed = new HashSet<>();
        graph.parameters().forEach(parameter -> fixed.add(parameter.value().id()));
        graph.constants().forEach(constant -> fixed.add(constant.value().id()));
        Set<Node> folded = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Node node : graph.nodes()) {
            if (node.inputs().stream().allMatch(value -> fixed.contains(value.id())) && isWorthIt(node)) {
                node.outputs().forEach(value -> fixed.add(value.id()));
                folded.add(node);
            }
        }
        return folded.isEmpty() ? graph : without(graph, folded);
    }

    private static boolean isWorthIt(Node node) {
        long taken = 0;
        for (Value value : node.inputs()) {
            taken += value.shape().elements();
        }
        for (Value value : node.outputs()) {
            if (!value.shape().isKnown() || value.shape().elements() > Math.max(SMALL, 2 * taken)) {
                return false;
            }
        }
        return true;
    }

    private OpGraph without(OpGraph graph, Set<Node> folded) {
        List<Node> kept =
                graph.nodes().stream().filter(node -> !folded.contains(node)).toList();
        List<OpGraph.Output> wanted = wanted(graph, kept, folded);
        Map<Integer, Tensor> arrays = compute(graph, folded, wanted);
        List<OpGraph.Parameter> parameters = new ArrayList<>(graph.parameters());
        List<OpGraph.Constant> constants = new ArrayList<>(graph.constants());
        Wiring wiring = new Wiring(graph);
        Set<Integer> needed = new HashSet<>();
        kept.forEach(node -> node.inputs().forEach(value -> needed.add(value.id())));
        graph.outputs().forEach(output -> needed.add(output.value().id()));
        parameters.removeIf(parameter -> !needed.contains(parameter.value().id()));
        Set<String> names = new HashSet<>();
        parameters.forEach(parameter -> names.add(parameter.name()));
        for (OpGraph.Output output : wanted) {
            Value value = output.value();
            Tensor array = arrays.get(value.id());
            Optional<String> name = origin(value, wiring).filter(names::add);
            if (name.isPresent()) {
                parameters.add(new OpGraph.Parameter(name.get(), value, array, false));
            } else {
                constants.add(new OpGraph.Constant(value, array));
            }
        }
        return new OpGraph(graph.inputs(), parameters, constants, kept, graph.outputs(), graph.labels(), graph.values())
                .withOutputs(graph.outputs());
    }

    /** The folded values that are needed further on. */
    private static List<OpGraph.Output> wanted(OpGraph graph, List<Node> kept, Set<Node> folded) {
        Set<Integer> needed = new HashSet<>();
        kept.forEach(node -> node.inputs().forEach(value -> needed.add(value.id())));
        graph.outputs().forEach(output -> needed.add(output.value().id()));
        return graph.nodes().stream()
                .filter(folded::contains)
                .flatMap(node -> node.outputs().stream())
                .filter(value -> needed.contains(value.id()))
                .map(value -> new OpGraph.Output("value" + value.id(), value))
                .toList();
    }

    /** Computes values; a mere reshape does without the evaluator and without a copy. */
    private Map<Integer, Tensor> compute(OpGraph graph, Set<Node> folded, List<OpGraph.Output> wanted) {
        Map<Integer, Tensor> arrays = new HashMap<>();
        graph.parameters().forEach(parameter -> arrays.put(parameter.value().id(), parameter.data()));
        graph.constants().forEach(constant -> arrays.put(constant.value().id(), constant.data()));
        List<Node> nodes = graph.nodes().stream().filter(folded::contains).toList();
        for (Node node : nodes) {
            Tensor source = arrays.get(node.inputs().get(0).id());
            if (node.op() instanceof Reshape && source != null) {
                Value result = node.outputs().get(0);
                arrays.put(result.id(), source.reshaped(result.shape()));
            }
        }
        List<OpGraph.Output> left = wanted.stream()
                .filter(output -> !arrays.containsKey(output.value().id()))
                .toList();
        if (!left.isEmpty()) {
            OpGraph part = new OpGraph(
                            List.of(), graph.parameters(), graph.constants(), nodes, left, List.of(), graph.values())
                    .withOutputs(left);
            List<Tensor> found = evaluator.evaluate(part);
            for (int i = 0; i < found.size(); i++) {
                arrays.put(left.get(i).value().id(), found.get(i));
            }
        }
        return arrays;
    }

    /** The parameter that a value is, only moved. */
    private static Optional<String> origin(Value value, Wiring wiring) {
        Value source = value;
        while (true) {
            Optional<Node> maker = wiring.maker(source);
            if (maker.isEmpty()) {
                return wiring.name(source);
            }
            boolean moves = maker.get().op() instanceof Reshape || maker.get().op() instanceof Transpose;
            if (!moves) {
                return Optional.empty();
            }
            source = maker.get().inputs().get(0);
        }
    }
}
