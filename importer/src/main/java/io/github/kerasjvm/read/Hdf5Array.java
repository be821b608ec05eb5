package io.github.kerasjvm.read;

import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.tensor.Shape;
import io.jhdf.ObjectHeader;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.CompactDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ContiguousDataLayoutMessage;
import io.jhdf.object.message.DataSpace;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.DataTypeMessage;
import io.jhdf.object.message.FillValueMessage;
import java.nio.ByteBuffer;
import java.util.Arrays;

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
    private final ObjectHeader header;

    private Hdf5Array(Hdf5File file, String path, String name, Shape shape, ElementType type, ObjectHeader header) {
        this.source = file.source();
        this.storage = file.storage();
        this.path = path;
        this.name = name;
        this.shape = shape;
        this.elements = (int) shape.elements();
        this.type = type;
        this.header = header;
    }

    /** Describes an array from its header, and checks that what it says is in the file. */
    static Hdf5Array of(Hdf5File file, String path, String name, ObjectHeader header) {
        DataSpace space = header.getMessageOfType(DataSpaceMessage.class).getDataSpace();
        file.countArray(path, space.getTotalLength());
        Shape shape = space.getType() == 2 ? Shape.of(0) : Shape.of(space.getDimensions());
        ElementType type =
                ElementType.of(header.getMessageOfType(DataTypeMessage.class).getDataType());
        if (type.name().equals("opaque")) {
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
        if (layout() instanceof ContiguousDataLayoutMessage contiguous) {
            if (contiguous.getAddress() == UNDEFINED) {
                requireRatio(bytes, 0);
            } else {
                Bytes.check(contiguous.getAddress() + storage.getUserBlockSize(), bytes, storage.size());
            }
        } else if (layout() instanceof CompactDataLayoutMessage compact
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

    private DataLayoutMessage layout() {
        return header.getMessageOfType(DataLayoutMessage.class);
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

    ObjectHeader header() {
        return header;
    }

    @Override
    public float[] readFloats() {
        if (!type.isNumber()) {
            throw source.problem(
                    Code.WEIGHT_TYPE,
                    "array " + Source.quoted(path) + " holds elements of type " + type.name() + "; expected numbers",
                    "");
        }
        return Guard.run(source, "array " + Source.quoted(path), this::read);
    }

    private float[] read() {
        float[] values = new float[elements];
        DataLayoutMessage layout = layout();
        if (elements == 0) {
            return values;
        }
        if (layout instanceof ContiguousDataLayoutMessage contiguous) {
            readContiguous(contiguous.getAddress(), values);
        } else if (layout instanceof CompactDataLayoutMessage compact) {
            type.decode(compact.getDataBuffer().limit(elements * type.size()), values, 0);
        } else {
            new Chunks(source, storage.fresh(), this).read(values);
        }
        return values;
    }

    private void readContiguous(long address, float[] values) {
        if (address == UNDEFINED) {
            fill(values);
            return;
        }
        int[] at = {0};
        storage.bytes()
                .read(
                        address + storage.getUserBlockSize(),
                        (long) elements * type.size(),
                        part -> at[0] = type.decode(part, values, at[0]));
    }

    /** Puts the value that stands for what was never written everywhere: zero unless the file says otherwise. */
    void fill(float[] values) {
        if (header.hasMessageOfType(FillValueMessage.class)) {
            FillValueMessage message = header.getMessageOfType(FillValueMessage.class);
            ByteBuffer value = message.isFillValueDefined() ? message.getFillValue() : null;
            if (value != null && value.remaining() >= type.size()) {
                float[] one = new float[1];
                type.decode(value.slice(value.position(), type.size()), one, 0);
                Arrays.fill(values, one[0]);
            }
        }
    }

    @Override
    public String toString() {
        return path + " " + type.name() + shape;
    }
}
