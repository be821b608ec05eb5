package io.github.kerasjvm.read;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A {@code numpy.dtype} of numbers, as pickling takes it apart: {@code dtype("f4", 0, 1)} with the state
 * {@code (3, "<", None, None, None, -1, -1, 0)}, by dtype.__reduce__ of NumPy (arraydescr_reduce in
 * numpy/core/src/multiarray/descriptor.c).
 *
 * @param kind {@code b}, {@code i}, {@code u} or {@code f}
 * @param size bytes of one number
 * @param order which byte comes first
 */
record NumpyType(char kind, int size, ByteOrder order) {

    private static final Set<String> NUMBERS =
            Set.of("b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8");
    private static final List<String> STATE_AFTER_ORDER = List.of("null", "null", "null", "-1", "-1", "0");

    /**
     * The type of two lists.
     *
     * @param args its code, whether to align (never), whether to copy (always)
     * @param state version 3, the order of the bytes, and what only types of other kinds have
     * @return the type; empty if it is no type of plain numbers
     */
    static Optional<NumpyType> of(List<YamlNode> args, List<YamlNode> state) {
        boolean isForm = args.size() == 3
                && args.get(0) instanceof YamlNode.Text code
                && NUMBERS.contains(code.text())
                && isOneOf(args.get(1), "0", "false")
                && isOneOf(args.get(2), "1", "true")
                && state.size() == 2 + STATE_AFTER_ORDER.size()
                && isOneOf(state.get(0), "3");
        for (int i = 0; isForm && i < STATE_AFTER_ORDER.size(); i++) {
            isForm = isOneOf(state.get(2 + i), STATE_AFTER_ORDER.get(i));
        }
        if (!isForm || !(state.get(1) instanceof YamlNode.Text order)) {
            return Optional.empty();
        }
        String code = ((YamlNode.Text) args.get(0)).text();
        int size = code.charAt(1) - '0';
        return switch (order.text()) {
            case "<" -> Optional.of(new NumpyType(code.charAt(0), size, ByteOrder.LITTLE_ENDIAN));
            case ">" -> Optional.of(new NumpyType(code.charAt(0), size, ByteOrder.BIG_ENDIAN));
            // "Does not matter": only where there is one byte.
            case "|" ->
                Optional.of(new NumpyType(code.charAt(0), size, ByteOrder.BIG_ENDIAN))
                        .filter(type -> type.size == 1);
            default -> Optional.empty();
        };
    }

    private static boolean isOneOf(YamlNode node, String... words) {
        return node instanceof YamlNode.Leaf leaf && List.of(words).contains(leaf.json());
    }

    /**
     * A number as JSON; floats as the double of the same value, as {@code ndarray.item()} gives them to json.dumps.
     *
     * @param bytes the numbers, one behind the other
     * @param index which of them
     */
    String json(byte[] bytes, int index) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
        int at = index * size;
        return switch (kind) {
            case 'b' -> Boolean.toString(bytes[at] != 0);
            case 'i' -> Long.toString(signed(buffer, at));
            // The sign bit's copies are cut off; of eight bytes there are none.
            case 'u' -> Long.toUnsignedString(signed(buffer, at) & -1L >>> 64 - 8 * size);
            default -> Double.toString(real(buffer, at));
        };
    }

    private long signed(ByteBuffer buffer, int at) {
        return switch (size) {
            case 1 -> buffer.get(at);
            case 2 -> buffer.getShort(at);
            case 4 -> buffer.getInt(at);
            default -> buffer.getLong(at);
        };
    }

    private double real(ByteBuffer buffer, int at) {
        return switch (size) {
            case 2 -> ElementType.half(buffer.getShort(at));
            case 4 -> buffer.getFloat(at);
            default -> buffer.getDouble(at);
        };
    }
}
