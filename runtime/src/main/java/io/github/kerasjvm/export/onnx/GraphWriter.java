package io.github.kerasjvm.export.onnx;

import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Reshape;
import io.github.kerasjvm.op.Transpose;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * Writes the nodes of one graph. Knows of each value under which names, and in which {@link Order}s of its axes, it is
 * in the file; brings it to another order when a translation asks for that, once.
 */
final class GraphWriter {

    private final Names names;
    private final Names nodeNames;
    private final Initializers initializers;
    private final List<Message> nodes = new ArrayList<>();
    private final Scopes scopes;
    private final Uses uses;
    private final FixedArrays fixed;
    private final Numbers numbers;
    private final Quantizer quantizer;

    private final Forms forms = new Forms();
    private final Map<Integer, String> declared = new HashMap<>();
    private final Map<Integer, String> outputNames = new HashMap<>();
    /** The nodes that need not be written any more; told apart by identity, since equal ones may stand twice. */
    private final Set<Node> done = Collections.newSetFromMap(new IdentityHashMap<>());

    private Node current;

    GraphWriter(OpGraph graph, Numbers numbers, Optional<BiConsumer<String, Tensor>> outside) {
        this(graph, numbers, new Names(), new Names(), outside);
        declareInputs(graph.inputs());
        prepare(graph);
    }

    private GraphWriter(
            OpGraph graph,
            Numbers numbers,
            Names names,
            Names nodeNames,
            Optional<BiConsumer<String, Tensor>> outside) {
        this.numbers = numbers;
        this.names = names;
        this.nodeNames = nodeNames;
        initializers = new Initializers(names, outside);
        scopes = new Scopes(graph);
        uses = new Uses(graph);
        fixed = new FixedArrays(graph);
        quantizer = new Quantizer(graph, numbers, this, initializers);
    }

    private void declareInputs(List<OpGraph.Input> inputs) {
        for (OpGraph.Input input : inputs) {
            current = new Node(new Reshape(input.value().shape()), List.of(), List.of(input.value()));
            declared.put(input.value().id(), names.unique(input.name()));
            put(
                    input.value(),
                    Order.natural(input.value().shape().rank()),
                    declared.get(input.value().id()));
        }
    }

    private void prepare(OpGraph graph) {
        graph.outputs()
                .forEach(
                        output -> outputNames.computeIfAbsent(output.value().id(), key -> names.unique(output.name())));
        graph.nodes().forEach(this::fold);
    }

    /**
     * Writes the graph of one step of a loop. What is the same in each step is taken from this graph under its name here.
     *
     * @param body the step
     * @param walked how many of its inputs change from step to step; they come first
     * @param given the values of this graph for the inputs
     */
    Message step(OpGraph body, int walked, List<Value> given) {
        GraphWriter writer = new GraphWriter(body, numbers.ofSteps(), names, nodeNames, Optional.empty());
        writer.declareInputs(body.inputs().subList(0, walked));
        for (int i = walked; i < given.size(); i++) {
            Value own = body.inputs().get(i).value();
            Tensor array = constant(given.get(i));
            if (array != null) {
                writer.fixed.put(own, array, fixed.name(given.get(i)));
            } else {
                writer.put(own, Order.natural(own.shape().rank()), natural(given.get(i)));
            }
        }
        writer.prepare(body);
        body.nodes().forEach(writer::write);
        String name = scopes.name(current, "step");
        // Its rows may be more than those of the batch, and sizes of one name are taken to be equal.
        return writer.graph(name, names.unique(name + "/rows"), body.inputs().subList(0, walked), body.outputs());
    }

    /**
     * The GraphProto.
     *
     * @param name its name
     * @param rows the name of the size that is open
     * @param inputs what it takes
     * @param given what it gives
     */
    Message graph(String name, String rows, List<OpGraph.Input> inputs, List<OpGraph.Output> given) {
        List<String> results = finish(given);
        Message message = new Message();
        nodes.forEach(node -> message.message(1, node));
        message.text(2, name);
        initializers.messages().forEach(array -> message.message(5, array));
        inputs.forEach(input -> message.message(
                11, describe(declared.get(input.value().id()), input.value().shape(), rows)));
        for (int i = 0; i < results.size(); i++) {
            message.message(12, describe(results.get(i), given.get(i).value().shape(), rows));
        }
        return message;
    }

    /** The ValueInfoProto of an input or output. */
    private static Message describe(String name, Shape shape, String rows) {
        Message sizes = new Message();
        for (int size : shape.toList()) {
            sizes.message(1, size == Shape.ANY ? new Message().text(2, rows) : new Message().integer(1, size));
        }
        // TensorProto.FLOAT is 1.
        Message tensor = new Message().integer(1, 1).message(2, sizes);
        return new Message().text(1, name).message(2, new Message().message(1, tensor));
    }

    /** Moves fixed arrays at once, so that whoever takes them finds them fixed. */
    private void fold(Node node) {
        boolean moves = node.op() instanceof Reshape || node.op() instanceof Transpose;
        if (moves && constant(node.inputs().get(0)) != null) {
            write(node);
            done.add(node);
        }
    }

    /** Translates one node. */
    void write(Node node) {
        if (!done.contains(node)) {
            current = node;
            Translations.of(node.op()).write(node, this);
        }
    }

    // ---------------------------------------------------------------- what a translation asks

    /** The order in which a value was made; the cheapest to take it in. */
    Order order(Value value) {
        return forms.order(value);
    }

    /** The elements of a parameter or constant, null for what is computed. */
    Tensor constant(Value value) {
        return fixed.array(value);
    }

    /** The name of a value with its axes in their logical order. */
    String natural(Value value) {
        return in(value, Order.natural(value.shape().rank()));
    }

    /** The name of a value in the order in which it was made. */
    String any(Value value) {
        return in(value, order(value));
    }

    /** The name of a value in an order; one of more axes puts axes of size 1 before the value's own. */
    String in(Value value, Order order) {
        String name = forms.name(value, order);
        if (name == null) {
            name = bring(value, order);
            forms.bring(value, order, name);
        }
        return name;
    }

    /** The name of a value in a form that ONNX broadcasts against arrays of an order. */
    String broadcast(Value value, Order order) {
        boolean single = value.shape().toList().stream().allMatch(size -> size == 1);
        if (single) {
            return any(value);
        }
        return order.isNatural() ? natural(value) : in(value, order);
    }

    /** The order in which values of a rank are best taken together; the others, and fixed arrays, can be brought to any. */
    Order common(List<Value> values, int rank) {
        return forms.common(
                values.stream()
                        .filter(value -> value.shape().rank() == rank && constant(value) == null)
                        .toList(),
                rank);
    }

    /** The name of a value as true where it is not 0, in an order. */
    String truth(Value value, Order order) {
        String found = forms.truth(value);
        if (found != null && order(value).equals(order)) {
            return found;
        }
        // TensorProto.BOOL is 9.
        return emit(OnnxNode.of("Cast", broadcast(value, order)).integer("to", 9));
    }

    /** Who takes what. */
    Uses uses() {
        return uses;
    }

    /** Says that a node's results are given by another already. */
    void skip(Node node) {
        done.add(node);
    }

    /** The name of a fixed array as a vector. */
    String vector(Value value) {
        if (value.shape().rank() == 1) {
            return natural(value);
        }
        Tensor array = fixed.array(value);
        return array(fixed.name(value), array.reshaped(Shape.of(array.elements())));
    }

    /** The name of a vector of whole numbers. */
    String integers(List<? extends Number> numbers) {
        return initializers.integers(numbers);
    }

    /** The name of a single whole number, without axes. */
    String integer(long number) {
        return initializers.integer(number);
    }

    /** The name of a single number. */
    String number(double number) {
        return floats(Tensor.scalar((float) number));
    }

    /** The name of an array that the translation has made. */
    String floats(Tensor tensor) {
        return array(scopes.name(current, "constant"), tensor);
    }

    /** The name of an array; one that is kept in 16 bits is brought back to 32 by a node. */
    private String array(String wanted, Tensor tensor) {
        if (!Initializers.isHalved(tensor, numbers.format())) {
            return initializers.floats(wanted, tensor);
        }
        String half = initializers.halves(wanted + "/" + numbers.format().label(), tensor, numbers.format());
        // TensorProto.FLOAT is 1.
        return emit(OnnxNode.of("Cast", half).integer("to", 1), wanted);
    }

    /** What writes int8. */
    Quantizer quantizer() {
        return quantizer;
    }

    /** The name in the graph of a fixed array. */
    String nameOf(Value value) {
        return fixed.name(value);
    }

    // ---------------------------------------------------------------- what a translation gives

    /** Adds a node for a step in between; gives the name of its result. */
    String emit(OnnxNode node) {
        return emit(node, scopes.name(current, node.operator()));
    }

    private String emit(OnnxNode node, String wanted) {
        String name = names.unique(wanted);
        add(node, List.of(name));
        return name;
    }

    /** Adds a node of several results with given names, empty for those that nobody wants. */
    void add(OnnxNode node, List<String> outputs) {
        nodes.add(node.toMessage(nodeNames.unique(scopes.name(current, node.operator())), outputs));
    }

    /** A name for one of several results. */
    String fresh(String wanted) {
        return names.unique(scopes.name(current, wanted));
    }

    /** The name that one of several results of a node is to be given, with its axes in their logical order. */
    String claim(Value value) {
        String output = outputNames.get(value.id());
        String name = output == null
                ? names.unique(scopes.name(current, value, current.op().name()))
                : output;
        forms.make(value, Order.natural(value.shape().rank()), name);
        return name;
    }

    /** Adds the node that makes a value, with its axes in an order. */
    void give(Value value, Order order, OnnxNode node) {
        put(value, order, make(value, order, node, scopes.name(current, value, node.operator())));
    }

    /** Adds a node that gives a value in an order; what the graph gives gets its name for that. */
    private String make(Value value, Order order, OnnxNode node, String wanted) {
        // What is rounded goes on under the name of what is rounded.
        boolean isLast = order.isNatural() && !quantizer.rounds(value);
        String output = isLast ? outputNames.get(value.id()) : null;
        if (output == null) {
            return emit(node, wanted);
        }
        add(node, List.of(output));
        return output;
    }

    /** Adds the node that makes a value as true and false. */
    void giveTruth(Value value, Order order, OnnxNode node) {
        forms.makeTruth(value, order, emit(node));
    }

    /** Adds the node that makes the rows of a value flat as they stand, which is not their logical order. */
    void giveFlattened(Value value, Forms.Flattened how, OnnxNode node) {
        forms.flatten(value, how);
        put(value, Order.natural(2), emit(node));
    }

    /** How the rows of a value were made flat, null if they are in their logical order. */
    Forms.Flattened flattened(Value value) {
        return forms.flattened(value);
    }

    /** The name of a fixed array with other elements. */
    String changed(Value value, Tensor array) {
        return array(fixed.name(value), array);
    }

    /** Says that a value is there under a name already, with its axes in an order. */
    void put(Value value, Order order, String name) {
        forms.make(value, order, quantizer.rounds(value) ? quantizer.round(value, name) : name);
    }

    /** Says that a value is a fixed array, made of another. */
    void fix(Value value, Tensor data, Value origin) {
        fixed.put(value, data, fixed.name(origin));
    }

    // ---------------------------------------------------------------- bringing a value to an order

    private String bring(Value value, Order order) {
        Tensor array = fixed.array(value);
        if (array != null) {
            return array(fixed.name(value), order.arrange(array));
        }
        OnnxNode node = order.rank() > value.shape().rank() ? extending(value, order) : moving(value, order);
        return make(value, order, node, scopes.name(current, node.operator()));
    }

    private OnnxNode moving(Value value, Order order) {
        Order from = order(value);
        String truth = forms.truth(value);
        if (truth != null && order.equals(from)) {
            // TensorProto.FLOAT is 1.
            return OnnxNode.of("Cast", truth).integer("to", 1);
        }
        return order.liesAs(from, value.shape())
                ? reshaping(in(value, from), order, value.shape(), from.position(0) == 0 && order.position(0) == 0)
                : transposing(in(value, from), from, order);
    }

    private OnnxNode extending(Value value, Order order) {
        Shape extended = order.extend(value.shape());
        Order natural = Order.natural(order.rank());
        return order.liesAs(natural, extended)
                ? reshaping(natural(value), order, extended, false)
                : transposing(emit(reshaping(natural(value), natural, extended, false)), natural, order);
    }

    private static OnnxNode transposing(String source, Order from, Order to) {
        return OnnxNode.of("Transpose", source).integers("perm", to.permutationFrom(from));
    }

    private OnnxNode reshaping(String source, Order order, Shape shape, boolean rowsStay) {
        return OnnxNode.of("Reshape", source, sizes(Shape.of(order.arrange(shape.toList())), rowsStay));
    }

    /** The name of the sizes for a Reshape: an open size is 0, taken from the source, or -1, what remains. */
    String sizes(Shape shape, boolean rowsStay) {
        return integers(IntStream.range(0, shape.rank())
                .map(axis -> axis == 0 && rowsStay && shape.size(0) == Shape.ANY ? 0 : shape.size(axis))
                .boxed()
                .toList());
    }

    // ---------------------------------------------------------------- the end

    /** Sees to it that every output is there in its logical order under its own name; gives these names. */
    private List<String> finish(List<OpGraph.Output> outputs) {
        List<String> result = new ArrayList<>();
        for (OpGraph.Output output : outputs) {
            Value value = output.value();
            current = new Node(new Reshape(value.shape()), List.of(), List.of(value));
            String there = natural(value);
            // A value that is given twice, an input or a fixed array has another name.
            String name = outputNames.remove(value.id());
            if (!there.equals(name)) {
                name = name == null ? names.unique(output.name()) : name;
                add(OnnxNode.of("Identity", there), List.of(name));
            }
            result.add(name);
        }
        return result;
    }
}
