package io.github.kerasjvm.export.onnx;

import java.util.List;

/** One ONNX node on its way into a file: its operator, the names of its inputs, its attributes. */
final class OnnxNode {

    // AttributeProto.AttributeType of onnx.proto.
    private static final int FLOAT = 1;
    private static final int INT = 2;
    private static final int STRING = 3;
    private static final int GRAPH = 5;
    private static final int FLOATS = 6;
    private static final int INTS = 7;
    private static final int STRINGS = 8;

    private final String operator;
    private final List<String> inputs;
    private final Message attributes = new Message();

    private OnnxNode(String operator, List<String> inputs) {
        this.operator = operator;
        this.inputs = inputs;
    }

    /** Starts a node; an input that is left out has an empty name. */
    static OnnxNode of(String operator, List<String> inputs) {
        return new OnnxNode(operator, inputs);
    }

    static OnnxNode of(String operator, String... inputs) {
        return of(operator, List.of(inputs));
    }

    OnnxNode integer(String name, long number) {
        return attribute(new Message().text(1, name).integer(3, number).integer(20, INT));
    }

    OnnxNode number(String name, double number) {
        return attribute(new Message().text(1, name).number(2, (float) number).integer(20, FLOAT));
    }

    OnnxNode text(String name, String text) {
        return attribute(new Message().text(1, name).text(4, text).integer(20, STRING));
    }

    OnnxNode texts(String name, List<String> texts) {
        Message attribute = new Message().text(1, name);
        texts.forEach(text -> attribute.text(9, text));
        return attribute(attribute.integer(20, STRINGS));
    }

    OnnxNode numbers(String name, List<Double> numbers) {
        Message attribute = new Message().text(1, name);
        numbers.forEach(number -> attribute.number(7, number.floatValue()));
        return attribute(attribute.integer(20, FLOATS));
    }

    OnnxNode integers(String name, List<Integer> numbers) {
        Message attribute = new Message().text(1, name);
        numbers.forEach(number -> attribute.integer(8, number));
        return attribute(attribute.integer(20, INTS));
    }

    OnnxNode graph(String name, Message graph) {
        return attribute(new Message().text(1, name).message(6, graph).integer(20, GRAPH));
    }

    private OnnxNode attribute(Message attribute) {
        attributes.message(5, attribute);
        return this;
    }

    String operator() {
        return operator;
    }

    /** The NodeProto. */
    Message toMessage(String name, List<String> outputs) {
        Message node = new Message();
        inputs.forEach(input -> node.text(1, input));
        outputs.forEach(output -> node.text(2, output));
        return node.text(3, name).text(4, operator).append(attributes);
    }
}
