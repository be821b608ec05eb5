package io.github.kerasjvm.export.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads back the parts of an ONNX file that tests ask about. */
record OnnxFile(List<NodeProto> nodes, List<TensorProto> initializers, List<String> inputs, List<String> outputs) {

    /** A node of the file. */
    record NodeProto(String operator, String name, List<String> inputs, List<String> outputs) {}

    /** An array of the file. */
    record TensorProto(String name, List<Long> sizes, byte[] raw) {
        float[] floats() {
            float[] numbers = new float[raw.length / Float.BYTES];
            ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
            return numbers;
        }
    }

    /** One field of a message: a whole number, or what its bytes are. */
    record Field(int number, long integer, byte[] bytes) {
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    static OnnxFile read(byte[] model) {
        byte[] graph = one(fields(model), 7).bytes();
        List<Field> parts = fields(graph);
        return new OnnxFile(
                all(parts, 1).stream().map(field -> node(field.bytes())).toList(),
                all(parts, 5).stream().map(field -> tensor(field.bytes())).toList(),
                all(parts, 11).stream()
                        .map(field -> one(fields(field.bytes()), 1).text())
                        .toList(),
                all(parts, 12).stream()
                        .map(field -> one(fields(field.bytes()), 1).text())
                        .toList());
    }

    private static NodeProto node(byte[] bytes) {
        List<Field> parts = fields(bytes);
        return new NodeProto(one(parts, 4).text(), one(parts, 3).text(), texts(parts, 1), texts(parts, 2));
    }

    private static TensorProto tensor(byte[] bytes) {
        List<Field> parts = fields(bytes);
        List<Long> sizes = all(parts, 1).stream().map(Field::integer).toList();
        return new TensorProto(one(parts, 8).text(), sizes, one(parts, 9).bytes());
    }

    /** How many nodes have an operator. */
    long count(String operator) {
        return nodes.stream().filter(node -> node.operator().equals(operator)).count();
    }

    /** The operators in order. */
    List<String> operators() {
        return nodes.stream().map(NodeProto::operator).toList();
    }

    TensorProto initializer(String name) {
        return initializers.stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The fields of a message in order. */
    static List<Field> fields(byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        List<Field> fields = new ArrayList<>();
        while (in.hasRemaining()) {
            long tag = varint(in);
            int number = (int) (tag >>> 3);
            switch ((int) (tag & 7)) {
                case 0 -> fields.add(new Field(number, varint(in), new byte[0]));
                case 5 -> fields.add(new Field(number, in.getInt(), new byte[0]));
                default -> {
                    byte[] bytes = new byte[(int) varint(in)];
                    in.get(bytes);
                    fields.add(new Field(number, 0, bytes));
                }
            }
        }
        return fields;
    }

    private static long varint(ByteBuffer in) {
        long number = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            number |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return number;
            }
        }
    }

    static Field one(List<Field> fields, int number) {
        return all(fields, number).get(0);
    }

    private static List<Field> all(List<Field> fields, int number) {
        return fields.stream().filter(field -> field.number() == number).toList();
    }

    private static List<String> texts(List<Field> fields, int number) {
        return all(fields, number).stream().map(Field::text).toList();
    }
}
