package io.github.kerasjvm.tensor;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A dense array of float32 numbers in row-major order. Immutable; safe to share between threads.
 *
 * <p>Whole numbers such as word indices are held as floats too, exact up to 2<sup>24</sup>.
 */
public final class Tensor {

    private final Shape shape;
    private final float[] values;
    private final int offset;
    private final int elements;

    private Tensor(Shape shape, float[] values) {
        this(shape, values, 0, values.length);
    }

    private Tensor(Shape shape, float[] values, int offset, int elements) {
        if (!shape.isKnown() || shape.elements() != elements) {
            throw new IllegalArgumentException(elements + " values for the shape " + shape);
        }
        this.shape = shape;
        this.values = values;
        this.offset = Objects.checkFromIndexSize(offset, elements, values.length);
        this.elements = elements;
    }

    /**
     * Makes a tensor from a copy of the values.
     *
     * @param shape the shape, all sizes known
     * @param values the elements in row-major order
     * @return the tensor
     * @throws IllegalArgumentException if the number of values is not that of the shape
     */
    public static Tensor of(Shape shape, float... values) {
        return new Tensor(shape, values.clone());
    }

    /**
     * Makes a tensor around an array without copying it. The caller gives the array away and must not write to it again.
     *
     * @param shape the shape, all sizes known
     * @param values the elements in row-major order
     * @return the tensor
     * @throws IllegalArgumentException if the number of values is not that of the shape
     */
    public static Tensor owning(Shape shape, float[] values) {
        return new Tensor(shape, values);
    }

    /**
     * Makes a tensor of a part of an array without copying it. As long as the tensor is in use, nobody may write to that part.
     *
     * @param shape the shape, all sizes known
     * @param values holds the elements in row-major order
     * @param offset the place of the first element
     * @return the tensor
     * @throws IndexOutOfBoundsException if the array ends before the elements do
     */
    public static Tensor within(Shape shape, float[] values, int offset) {
        return new Tensor(shape, values, offset, Math.toIntExact(shape.elements()));
    }

    /**
     * Makes a tensor of one number.
     *
     * @param value the number
     * @return a tensor of rank 0
     */
    public static Tensor scalar(float value) {
        return new Tensor(Shape.SCALAR, new float[] {value});
    }

    /**
     * Makes a tensor with one number everywhere.
     *
     * @param shape the shape, all sizes known
     * @param value the number
     * @return the tensor
     */
    public static Tensor filled(Shape shape, float value) {
        float[] values = new float[Math.toIntExact(shape.elements())];
        Arrays.fill(values, value);
        return new Tensor(shape, values);
    }

    /**
     * The shape, all sizes known.
     *
     * @return the shape
     */
    public Shape shape() {
        return shape;
    }

    /**
     * The number of elements.
     *
     * @return 0 or more
     */
    public int elements() {
        return elements;
    }

    /**
     * One element by its place in row-major order.
     *
     * @param index the place, 0 for the first
     * @return the element
     */
    public float get(int index) {
        return values[offset + Objects.checkIndex(index, elements)];
    }

    /**
     * The elements in row-major order, without a copy.
     *
     * @return a new read-only view from the first to the last element
     */
    public FloatBuffer values() {
        return FloatBuffer.wrap(values, offset, elements).slice().asReadOnlyBuffer();
    }

    /**
     * The elements in row-major order.
     *
     * @return a new array
     */
    public float[] toArray() {
        return Arrays.copyOfRange(values, offset, offset + elements);
    }

    /**
     * Copies elements into an array.
     *
     * @param from the first element to copy, in row-major order
     * @param target where to copy to
     * @param at the first place of the target
     * @param length how many elements
     */
    public void copyTo(int from, float[] target, int at, int length) {
        Objects.checkFromIndexSize(from, length, elements);
        System.arraycopy(values, offset + from, target, at, length);
    }

    /**
     * The same elements under another shape. Shares the elements.
     *
     * @param other the new shape, with as many elements
     * @return the tensor
     * @throws IllegalArgumentException if the number of elements differs
     */
    public Tensor reshaped(Shape other) {
        return new Tensor(other, values, offset, elements);
    }

    /**
     * Some rows of the first axis. Shares the elements.
     *
     * @param from the first row
     * @param to the row after the last
     * @return a tensor whose first axis has {@code to - from} rows
     * @throws IndexOutOfBoundsException if there are no such rows
     */
    public Tensor rows(int from, int to) {
        Objects.checkFromToIndex(from, to, shape.size(0));
        int rowSize = Math.toIntExact(shape.elementsFrom(1));
        return new Tensor(shape.with(0, to - from), values, offset + from * rowSize, (to - from) * rowSize);
    }

    /**
     * Several tensors beside each other along the last axis.
     *
     * @param parts the tensors, at least one; of the same shape but for the last axis
     * @return a new tensor
     * @throws IllegalArgumentException if their other sizes differ
     */
    public static Tensor concatenated(List<Tensor> parts) {
        Shape first = parts.get(0).shape;
        int width = parts.stream().mapToInt(part -> part.shape.last()).sum();
        Shape shape = first.withLast(width);
        float[] values = new float[Math.toIntExact(shape.elements())];
        int rows = width == 0 ? 0 : values.length / width;
        int at = 0;
        for (Tensor part : parts) {
            int own = part.shape.last();
            if (!part.shape.withLast(width).equals(shape)) {
                throw new IllegalArgumentException("cannot put " + part.shape + " beside " + first);
            }
            for (int row = 0; row < rows; row++) {
                part.copyTo(row * own, values, row * width + at, own);
            }
            at += own;
        }
        return new Tensor(shape, values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor tensor
                && shape.equals(tensor.shape)
                && Arrays.equals(
                        values, offset, offset + elements, tensor.values, tensor.offset, tensor.offset + elements);
    }

    @Override
    public int hashCode() {
        int hash = shape.hashCode();
        for (int i = offset; i < offset + elements; i++) {
            hash = 31 * hash + Float.hashCode(values[i]);
        }
        return hash;
    }

    @Override
    public String toString() {
        return "Tensor" + shape;
    }
}
