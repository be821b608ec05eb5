package io.github.kerasjvm.data;

import io.github.kerasjvm.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of an {@code .npy} array, versions 1.0 to 3.0.
 *
 * @param description the element type as NumPy writes it, {@code <f4}
 * @param fortran whether the first axis varies fastest
 * @param shape the shape
 * @param bytes the bytes of the header itself
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">the format</a>
 */
record NpyHeader(String description, boolean fortran, Shape shape, int bytes) {

    static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    /** NumPy's headers are below 10,000 bytes; a longer one is no header. */
    private static final int LONGEST = 1 << 16;

    private static final Pattern DESCRIPTION = Pattern.compile("'descr'\\s*:\\s*(?:'([^']*)'|\\[)");
    private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9L, ]*)\\)");

    /** Reads the header and leaves the stream at the first element. */
    static NpyHeader read(String name, InputStream in) throws IOException {
        byte[] start = in.readNBytes(MAGIC.length + 2);
        if (start.length < MAGIC.length + 2 || !Arrays.equals(MAGIC, Arrays.copyOf(start, MAGIC.length))) {
            throw new DataException(name + ": is not a NumPy array (.npy)");
        }
        int version = start[MAGIC.length];
        if (version < 1 || version > 3) {
            throw new DataException(name + ": is an .npy array of version " + version + ", expected 1 to 3");
        }
        int lengthBytes = version == 1 ? 2 : 4;
        byte[] field = in.readNBytes(lengthBytes);
        long length = 0;
        for (int i = field.length - 1; i >= 0; i--) {
            length = length << 8 | field[i] & 0xff;
        }
        if (field.length < lengthBytes || length > LONGEST) {
            throw damaged(name, "its header has " + length + " bytes, expected at most " + LONGEST);
        }
        byte[] text = in.readNBytes((int) length);
        if (text.length < length) {
            throw damaged(name, "it ends inside its header");
        }
        return parse(name, new String(text, StandardCharsets.UTF_8), start.length + lengthBytes + text.length);
    }

    private static NpyHeader parse(String name, String text, int bytes) {
        Matcher description = DESCRIPTION.matcher(text);
        Matcher fortran = FORTRAN.matcher(text);
        Matcher shape = SHAPE.matcher(text);
        if (!description.find() || !fortran.find() || !shape.find()) {
            throw damaged(name, "its header lacks descr, fortran_order or shape");
        }
        String type = description.group(1) == null ? "[record]" : description.group(1);
        return new NpyHeader(type, fortran.group(1).equals("True"), shape(name, shape.group(1)), bytes);
    }

    private static Shape shape(String name, String text) {
        List<Integer> sizes = new ArrayList<>();
        for (String size : text.split(",")) {
            // Python 2 marks long integers with L.
            String digits = size.replace("L", "").strip();
            if (!digits.isEmpty()) {
                try {
                    sizes.add(Integer.parseInt(digits));
                } catch (NumberFormatException e) {
                    throw new DataException(name + ": has an axis of size " + digits + ", expected at most 2^31-1", e);
                }
            }
        }
        return Shape.of(sizes);
    }

    private static DataException damaged(String name, String what) {
        return new DataException(name + ": is damaged: " + what);
    }

    /** The element type, if it is one of numbers. */
    Optional<ElementType> type() {
        return ElementType.parse(description);
    }

    /** The element type; refuses what holds no numbers. */
    ElementType numbers(String name) {
        return type().orElseThrow(() -> new DataException(
                name + ": holds elements of the type " + description + ", expected numbers (float, int, bool)"));
    }

    /** The number of elements, checked to fit an array. */
    int elements(String name) {
        try {
            return Math.toIntExact(shape.elements());
        } catch (ArithmeticException e) {
            throw new DataException(name + ": has the shape " + shape + ", too large to hold in memory", e);
        }
    }
}
