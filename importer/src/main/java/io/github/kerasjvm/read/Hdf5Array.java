package io.github.kerasjvm.read;

import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.tensor.Shape;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.message.DataLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** An array in an HDF5 file. What it declares is compared with what is stored before anything is allocated. */
final class Hdf5Array implements StoredArray {

    private final Hdf5File file;
    private final Dataset dataset;
    private final String path;
    private final String name;
    private final Shape shape;

    Hdf5Array(Hdf5File file, Dataset dataset, String path, String name) {
        this.file = file;
        this.dataset = dataset;
        this.path = path;
        this.name = name;
        file.countEntry();
        this.shape = file.guarded("the array " + path, () -> shape(dataset));
    }

    private Shape shape(Dataset declared) {
        long[] sizes = declared.getDimensionsAsLong();
        for (long size : sizes) {
            if (size < 0 || size > Integer.MAX_VALUE) {
                throw Failure.overLimit(
                        file.name(), "size of an axis of " + path, size, "arrayBytes", Integer.MAX_VALUE);
            }
        }
        return Shape.of(Arrays.stream(sizes).mapToInt(size -> (int) size).toArray());
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
        return file.guarded("the type of " + path, () -> typeName(dataset.getDataType()));
    }

    private static String typeName(DataType type) {
        int bits = type.getSize() * 8;
        if (type instanceof FloatingPoint) {
            return "float" + bits;
        }
        if (type instanceof FixedPoint number) {
            return (number.isSigned() ? "int" : "uint") + bits;
        }
        if (type instanceof EnumDataType) {
            return "bool";
        }
        return type instanceof StringData || dataSaysText(type)
                ? "string"
                : type.getClass().getSimpleName();
    }

    private static boolean dataSaysText(DataType type) {
        return type.getJavaType() == String.class;
    }

    @Override
    public float[] readFloats() {
        return file.guarded("the array " + path, this::read);
    }

    private float[] read() {
        checkSize();
        int elements = Math.toIntExact(shape.elements());
        if (elements == 0) {
            return new float[0];
        }
        if (dataset.isEmpty() || dataset.getStorageInBytes() == 0) {
            // Never written: the array is what HDF5 fills it with.
            float[] filled = new float[elements];
            Arrays.fill(filled, dataset.getFillValue() instanceof Number number ? number.floatValue() : 0);
            return filled;
        }
        if (dataset instanceof ContiguousDataset contiguous
                && dataset.getDataType() instanceof FloatingPoint type
                && type.getSize() == Float.BYTES) {
            float[] values = new float[elements];
            ByteBuffer buffer = contiguous.getBuffer();
            buffer.order(type.getByteOrder()).asFloatBuffer().get(values);
            return values;
        }
        return converted(dataset.isScalar() ? dataset.getData() : dataset.getDataFlat(), elements);
    }

    private void checkSize() {
        long declared = Math.multiplyExact(
                shape.elements(), (long) dataset.getDataType().getSize());
        Limits limits = file.limits();
        if (declared > limits.arrayBytes() || shape.elements() > Integer.MAX_VALUE - 8) {
            throw Failure.overLimit(
                    file.name(), "bytes of the array " + path, declared, "arrayBytes", limits.arrayBytes());
        }
        boolean chunked = dataset.getDataLayout() == DataLayout.CHUNKED;
        if (!chunked && dataset.getStorageInBytes() > 0 && declared > file.size()) {
            throw file.failure(
                    Code.DAMAGED,
                    "the array " + path + " declares " + declared + " bytes; the whole file has " + file.size(),
                    "The file is truncated or made up");
        }
        if (declared / limits.inflateRatio() > file.size()) {
            throw Failure.overLimit(
                    file.name(),
                    "times the file's size that the array " + path + " would take",
                    declared / Math.max(file.size(), 1),
                    "inflateRatio",
                    limits.inflateRatio());
        }
        file.countBytes(declared);
    }

    private float[] converted(Object data, int elements) {
        float[] values = new float[elements];
        for (int i = 0; i < elements; i++) {
            values[i] = element(data, i);
        }
        return values;
    }

    private float element(Object data, int i) {
        if (data instanceof float[] floats) {
            return floats[i];
        } else if (data instanceof double[] doubles) {
            return (float) doubles[i];
        } else if (data instanceof long[] longs) {
            return longs[i];
        } else if (data instanceof int[] ints) {
            return ints[i];
        } else if (data instanceof short[] shorts) {
            return shorts[i];
        } else if (data instanceof byte[] bytes) {
            return bytes[i];
        } else if (data instanceof Number number) {
            return number.floatValue();
        } else if (data instanceof String[] words && dataset.getDataType() instanceof EnumDataType) {
            return words[i].equals("TRUE") ? 1 : 0; // how h5py stores a NumPy bool
        }
        throw file.failure(
                Code.WEIGHT_TYPE, "the array " + path + " holds " + type() + ", which is no kind of number", "");
    }
}
