package io.github.kerasjvm.export.onnx;

import io.github.kerasjvm.precision.NumberFormat;
import io.github.kerasjvm.precision.SixteenBits;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** The fixed arrays of an ONNX file: only those that a node has asked for. Large ones may lie outside of the file. */
final class Initializers {

    // TensorProto.DataType of onnx.proto.
    private static final int FLOAT = 1;
    private static final int UINT8 = 2;
    private static final int INT8 = 3;
    private static final int INT32 = 6;
    private static final int INT64 = 7;
    private static final int FLOAT16 = 10;
    private static final int BFLOAT16 = 16;
    private static final int RAW_DATA = 9;
    private static final int EXTERNAL_DATA = 13;
    private static final int DATA_LOCATION = 14;

    // TensorProto.DataLocation.
    private static final int EXTERNAL = 1;

    /** Elements of the smallest array that lies outside: what is smaller may be wanted to simplify the graph by. */
    private static final int LARGE = 256;

    private final Names names;
    private final Optional<BiConsumer<String, Tensor>> outside;
    private final List<Message> messages = new ArrayList<>();
    private final Map<List<Long>, String> integers = new HashMap<>();
    private final Map<String, String> singles = new HashMap<>();

    /**
     * The arrays of a graph.
     *
     * @param names all names of the file
     * @param outside takes large arrays by name; if empty, all are written into the file
     */
    Initializers(Names names, Optional<BiConsumer<String, Tensor>> outside) {
        this.names = names;
        this.outside = outside;
    }

    /** Adds an array; gives its name. */
    String floats(String wanted, Tensor tensor) {
        String name = names.unique(wanted);
        Message message = head(tensor.shape(), FLOAT, name);
        if (outside.isPresent() && tensor.elements() >= LARGE) {
            outside.get().accept(name, tensor);
            Message location = new Message().text(1, "location").text(2, name);
            messages.add(message.message(EXTERNAL_DATA, location).integer(DATA_LOCATION, EXTERNAL));
        } else {
            messages.add(message.floats(RAW_DATA, tensor.values()));
        }
        return name;
    }

    /**
     * Whether an array is kept in 16 bits: a weight of two axes or more, all whose elements stay finite. A bias or a scale
     * takes no room worth its error.
     */
    static boolean isHalved(Tensor tensor, NumberFormat format) {
        return format.isSixteenBits()
                && tensor.shape().toList().stream().filter(size -> size > 1).count() > 1
                && IntStream.range(0, tensor.elements()).allMatch(i -> SixteenBits.holds(format, tensor.get(i)));
    }

    /** Adds an array in 16 bits; gives its name. */
    String halves(String wanted, Tensor tensor, NumberFormat format) {
        String name = names.unique(wanted);
        int type = format == NumberFormat.FP16 ? FLOAT16 : BFLOAT16;
        messages.add(head(tensor.shape(), type, name)
                .halves(RAW_DATA, tensor.values(), number -> SixteenBits.bits(format, number)));
        return name;
    }

    /** Adds an array of int8; gives its name. */
    String int8(String wanted, Shape shape, byte[] values) {
        String name = names.unique(wanted + "/int8");
        messages.add(head(shape, INT8, name).bytes(RAW_DATA, values));
        return name;
    }

    /** Adds a vector of whole numbers of 32 bits; gives its name. */
    String int32(String wanted, int[] values) {
        String name = names.unique(wanted + "/int32");
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(values);
        messages.add(head(Shape.of(values.length), INT32, name).bytes(RAW_DATA, bytes.array()));
        return name;
    }

    /** Adds a byte of 0 to 255 without axes, equal ones once; gives its name. */
    String uint8(int number) {
        return singles.computeIfAbsent("uint8(" + number + ")", wanted -> {
            String name = names.unique(wanted);
            messages.add(head(Shape.SCALAR, UINT8, name).bytes(RAW_DATA, new byte[] {(byte) number}));
            return name;
        });
    }

    /** Adds a number without axes, equal ones once; gives its name. */
    String single(float number) {
        return singles.computeIfAbsent("float(" + number + ")", wanted -> floats(wanted, Tensor.scalar(number)));
    }

    /** Adds a vector of whole numbers, equal ones once; gives its name. */
    String integers(List<? extends Number> numbers) {
        List<Long> key = numbers.stream().map(Number::longValue).toList();
        return integers.computeIfAbsent(key, missing -> {
            long[] values = key.stream().mapToLong(Long::longValue).toArray();
            String name = names.unique("int64" + Arrays.toString(values));
            messages.add(head(Shape.of(values.length), INT64, name).longs(RAW_DATA, values));
            return name;
        });
    }

    /** Adds a whole number without axes; gives its name. */
    String integer(long number) {
        String name = names.unique("int64(" + number + ")");
        messages.add(head(Shape.SCALAR, INT64, name).longs(RAW_DATA, new long[] {number}));
        return name;
    }

    List<Message> messages() {
        return messages;
    }

    private static Message head(Shape shape, int type, String name) {
        Message tensor = new Message();
        shape.toList().forEach(size -> tensor.integer(1, size));
        return tensor.integer(2, type).text(8, name);
    }
}
