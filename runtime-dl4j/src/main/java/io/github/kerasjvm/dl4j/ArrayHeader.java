package io.github.kerasjvm.dl4j;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;

/**
 * What an array in ND4J's binary format says of itself, compared with what is there. ND4J takes as much memory as the
 * header asks for, and reads natively wherever its strides point.
 *
 * <p>The format is that of {@code BaseDataBuffer.write}: a buffer of long numbers (rank, sizes, strides, flags, element
 * stride, order) and one of elements, each behind its allocation mode, length and type.
 */
final class ArrayHeader {

    /** The long numbers besides sizes and strides: rank, flags, element stride, order. */
    private static final int OTHERS = 4;

    private ArrayHeader() {}

    /**
     * Looks at an array that is to be a vector of parameters.
     *
     * @return what is wrong with it; empty if it is sound
     */
    static String fault(byte[] bytes) {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        try {
            String shapeFault = skipHeader(in, "LONG");
            if (!shapeFault.isEmpty()) {
                return shapeFault;
            }
            long length = in.readLong();
            in.readUTF();
            long rank = in.readLong();
            if (rank < 1 || rank > 2 || length != 2 * rank + OTHERS) {
                return "is an array of " + rank + " axes, expected a vector";
            }
            long first = rank == 2 ? in.readLong() : 1;
            long size = in.readLong();
            in.skipBytes((int) (rank - 1) * Long.BYTES);
            long stride = in.readLong();
            in.skipBytes((OTHERS - 1) * Long.BYTES);
            if (first != 1 || size < 1 || stride != 1) {
                return "is an array of " + first + " by " + size + " with stride " + stride + ", expected a vector";
            }
            return elementsFault(in, size);
        } catch (IOException e) {
            return "ends too early or is damaged";
        }
    }

    private static String elementsFault(DataInputStream in, long size) throws IOException {
        String fault = skipHeader(in, "FLOAT");
        if (!fault.isEmpty()) {
            return fault;
        }
        long length = in.readLong();
        in.readUTF();
        return length == size && in.available() == size * Float.BYTES
                ? ""
                : "says that it holds " + size + " numbers, and holds " + in.available() + " bytes";
    }

    /** Looks ahead at allocation mode and type; leaves the stream at the length. */
    private static String skipHeader(DataInputStream in, String type) throws IOException {
        String mode = in.readUTF();
        if (!mode.equals("MIXED_DATA_TYPES") && !mode.equals("LONG_SHAPE")) {
            return "is in ND4J's format " + mode + ", which is not opened here";
        }
        in.mark(Long.BYTES + Short.BYTES + 64);
        in.readLong();
        String found = in.readUTF();
        in.reset();
        return found.equals(type) ? "" : "holds numbers of type " + found + ", expected " + type;
    }
}
