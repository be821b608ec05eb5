package io.github.kerasjvm.read;

import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.tensor.Shape;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.CompactDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ContiguousDataLayoutMessage;
import io.jhdf.object.message.DataSpace;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** An array of an HDF5 file. Immutable; may be read by several threads at once. */
final class Hdf5Array implements StoredArray {

    private static final long UNDEFINED = -1;
    // An array that is declared and not stored is all fill value; so much of it is no threat to memory.
    private static final long SMALL = 4096;

    private final Source source;
    private final Storage storage;
    private final String name;
    private final String path;
    private final Shape shape;
    private final int elements;
    private final ElementType type;
    private final DataLayoutMessage layout;
    // Absent where the layout says it all: a header keeps a block of the file in memory.
    private final Hdf5Header header;

    private Hdf5Array(Hdf5File file, String path, String name, Shape shape, ElementType type, Hdf5Header header) {
        this.source = file.source();
        this.storage = file.storage();
        this.path = path;
        this.name = name;
        this.shape = shape;
        this.elements = (int) shape.elements();
        this.type = type;
        this.layout = DataLayoutMessage.createDataLayoutMessage(
                header.get(Hdf5Header.DATA_LAYOUT), storage.getSuperblock(), new BitSet());
        boolean isPlain =
                layout instanceof ContiguousDataLayoutMessage contiguous && contiguous.getAddress() != UNDEFINED;
        this.header = isPlain ? null : header;
    }

    /** Describes an array from its header, and checks that what it says is in the file. */
    static Hdf5Array of(Hdf5File file, String path, String name, Hdf5Header header) {
        if (header.has(Hdf5Header.EXTERNAL_FILES)) {
            throw file.source()
                    .problem(
                            Code.LINK,
                            "array " + Source.quoted(path) + " keeps its data in another file, which is not opened",
                            "Save the model again in one file.");
        }
        DataSpace space = DataSpace.readDataSpace(
                header.get(Hdf5Header.DATA_SPACE), file.storage().getSuperblock());
        file.countArray(path, space.getTotalLength());
        Shape shape = space.getType() == 2 ? Shape.of(0) : Shape.of(space.getDimensions());
        ElementType type = ElementType.read(header.get(Hdf5Header.DATA_TYPE));
        if (type.isOpaque(2)) {
            Hdf5Attributes attributes = new Hdf5Attributes(file, "array " + Source.quoted(path), header);
            // Keras 3 saving_lib.py: bfloat16 has no HDF5 type, so an attribute says what the bytes are.
            if (attributes.text("dtype").orElse("").equals("bfloat16")) {
                type = type.asBrainFloat();
            }
        }
        Hdf5Array array = new Hdf5Array(file, path, name, shape, type, header);
        array.requireStored();
        return array;
    }

    private void requireStored() {
        long bytes = (long) elements * type.size();
        if (layout instanceof ContiguousDataLayoutMessage contiguous) {
            if (contiguous.getAddress() == UNDEFINED) {
                requireRatio(bytes, 0);
            } else {
                Bytes.check(contiguous.getAddress() + storage.getUserBlockSize(), bytes, storage.size());
            }
        } else if (layout instanceof CompactDataLayoutMessage compact
                && compact.getDataBuffer().remaining() < bytes) {
            throw new HdfException("it holds fewer bytes than its shape " + shape + " needs");
        }
    }

    /** An array that is stored compressed or in part must not become more than a limit times what is stored. */
    void requireRatio(long bytes, long stored) {
        long base = Math.max(SMALL, Math.min(stored, storage.size()));
        if (bytes / base > source.limits().inflateRatio()) {
            throw source.over(
                    "array " + Source.quoted(path) + " is larger than it is stored, by a factor of",
                    bytes / base,
                    "inflateRatio");
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public String type() {
        return type.name();
    }

    ElementType elementType() {
        return type;
    }

    int elements() {
        return elements;
    }

    Hdf5Header header() {
        return header;
    }

    @Override
    public float[] readFloats() {
        return read(Float.BYTES, float[]::new, values -> (part, at) -> type.decode(part, values, at));
    }

    @Override
    public double[] readDoubles() {
        return read(Double.BYTES, double[]::new, values -> (part, at) -> type.decode(part, values, at));
    }

    /** Puts the elements of a part into their places. */
    @FunctionalInterface
    interface Decoder {
        /** Takes whole elements from a part, the first for a place; returns the place after the last. */
        int decode(ByteBuffer part, int at);
    }

    private <T> T read(int bytes, IntFunction<T> maker, Function<T, Decoder> decoding) {
        if (!type.isNumber()) {
            throw source.problem(
                    Code.WEIGHT_TYPE,
                    "array " + Source.quoted(path) + " holds elements of type " + type.name() + "; expected numbers",
                    "");
        }
        return Guard.run(source, "array " + Source.quoted(path), () -> {
            Place<T> place = new Place<>(() -> allocate(bytes, maker), decoding);
            read(place);
            return place.values();
        });
    }

    /** Where elements go; room for them is made when it is known that they are there. */
    private static final class Place<T> implements Supplier<Decoder> {
        private final Supplier<T> maker;
        private final Function<T, Decoder> decoding;
        private T values;

        Place(Supplier<T> maker, Function<T, Decoder> decoding) {
            this.maker = maker;
            this.decoding = decoding;
        }

        @Override
        public Decoder get() {
            return decoding.apply(values());
        }

        T values() {
            if (values == null) {
                values = maker.get();
            }
            return values;
        }
    }

    private void read(Supplier<Decoder> place) {
        if (elements == 0) {
            return;
        }
        if (layout instanceof ContiguousDataLayoutMessage contiguous) {
            readContiguous(contiguous.getAddress(), place.get());
        } else if (layout instanceof CompactDataLayoutMessage compact) {
            place.get().decode(compact.getDataBuffer().limit(elements * type.size()), 0);
        } else {
            new Chunks(source, storage.fresh(), this).read(place);
        }
    }

    /** Room for all elements; a sound file may still be too large for this JVM. */
    private <T> T allocate(int bytes, IntFunction<T> maker) {
        try {
            return maker.apply(elements);
        } catch (OutOfMemoryError e) {
            throw source.problem(
                    Code.LIMIT,
                    "array " + Source.quoted(path) + " takes " + Source.bytes((long) elements * bytes) + " as float"
                            + 8 * bytes + ", which this JVM does not have",
                    "Give it more with -Xmx.",
                    e);
        }
    }

    private void readContiguous(long address, Decoder decoder) {
        if (address == UNDEFINED) {
            fill(decoder);
            return;
        }
        int[] at = {0};
        storage.bytes()
                .read(
                        address + storage.getUserBlockSize(),
                        (long) elements * type.size(),
                        part -> at[0] = decoder.decode(part, at[0]));
    }

    /** Puts the value that stands for what was never written everywhere: zero unless the file says otherwise. */
    void fill(Decoder decoder) {
        if (!header.has(Hdf5Header.FILL_VALUE)) {
            return;
        }
        ByteBuffer message = header.get(Hdf5Header.FILL_VALUE);
        // Versions 1 and 2: two bytes about times, then whether it is defined. Version 3: one byte of flags.
        boolean isOld = message.get() < 3;
        int flags = isOld ? message.get(3) : message.get();
        boolean isDefined = isOld ? flags != 0 : (flags & 0x20) != 0;
        message.position(isOld ? 4 : 2);
        if (isDefined && message.remaining() >= 4 && message.getInt() == type.size()) {
            for (int i = 0; i < elements; i++) {
                decoder.decode(message.slice(message.position(), type.size()), i);
            }
        }
    }

    @Override
    public String toString() {
        return path + " " + type.name() + shape;
    }
}
