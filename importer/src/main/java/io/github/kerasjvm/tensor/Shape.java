package io.github.kerasjvm.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The sizes of an array's axes, outermost first; an axis whose size is not known is {@link #ANY}. Immutable.
 *
 * <p>Axis arguments may be negative, counted from the last axis as in Keras: {@code -1} is the last.
 */
public final class Shape {

    /** The size of an axis that is not known before a run, such as the batch. */
    public static final int ANY = -1;

    /** A shape of which not even the rank is known. */
    public static final Shape UNKNOWN = new Shape(null);

    /** The shape of a single number: rank 0. */
    public static final Shape SCALAR = new Shape(new int[0]);

    private final int[] sizes;

    private Shape(int[] sizes) {
        this.sizes = sizes;
    }

    /**
     * Makes a shape.
     *
     * @param sizes the size of each axis, 0 or more, or {@link #ANY}
     * @return the shape
     * @throws IllegalArgumentException if a size is below {@link #ANY}
     */
    public static Shape of(int... sizes) {
        for (int size : sizes) {
            if (size < ANY) {
                throw new IllegalArgumentException("size " + size + " in shape " + Arrays.toString(sizes));
            }
        }
        return sizes.length == 0 ? SCALAR : new Shape(sizes.clone());
    }

    /**
     * Makes a shape.
     *
     * @param sizes the size of each axis, 0 or more, or {@link #ANY}
     * @return the shape
     * @throws IllegalArgumentException if a size is below {@link #ANY}
     */
    public static Shape of(List<Integer> sizes) {
        return of(sizes.stream().mapToInt(Integer::intValue).toArray());
    }

    /**
     * Whether not even the rank is known.
     *
     * @return true for {@link #UNKNOWN} alone
     */
    public boolean isUnknown() {
        return sizes == null;
    }

    /**
     * The number of axes.
     *
     * @return 0 or more
     * @throws IllegalStateException if the shape is {@link #UNKNOWN}
     */
    public int rank() {
        return sizes().length;
    }

    /**
     * The size of one axis.
     *
     * @param axis the axis; negative counts from the last
     * @return its size, or {@link #ANY}
     * @throws IndexOutOfBoundsException if there is no such axis
     */
    public int size(int axis) {
        return sizes()[axis(axis)];
    }

    /**
     * The size of the last axis.
     *
     * @return its size, or {@link #ANY}
     * @throws IndexOutOfBoundsException if the rank is 0
     */
    public int last() {
        return size(-1);
    }

    /**
     * Brings an axis that may be negative to the range from 0 to rank - 1.
     *
     * @param axis the axis; negative counts from the last
     * @return the same axis, counted from the first
     * @throws IndexOutOfBoundsException if there is no such axis
     */
    public int axis(int axis) {
        int rank = sizes().length;
        int found = axis < 0 ? axis + rank : axis;
        if (found < 0 || found >= rank) {
            throw new IndexOutOfBoundsException("axis " + axis + " of shape " + this);
        }
        return found;
    }

    /**
     * Whether every size is known.
     *
     * @return true if no axis is {@link #ANY}
     */
    public boolean isKnown() {
        return sizes != null && isKnownFrom(0);
    }

    /**
     * Whether every size is known from an axis on.
     *
     * @param first the first axis to look at; 1 leaves the batch out
     * @return true if none of these axes is {@link #ANY}
     */
    public boolean isKnownFrom(int first) {
        return sizes != null && IntStream.range(first, sizes.length).noneMatch(i -> sizes[i] == ANY);
    }

    /**
     * The number of elements.
     *
     * @return the product of all sizes, 1 for rank 0
     * @throws IllegalStateException if a size is not known
     * @throws ArithmeticException if the product does not fit a long
     */
    public long elements() {
        return elementsFrom(0);
    }

    /**
     * The number of elements below the first axes.
     *
     * @param first the first axis to count; 1 leaves the batch out
     * @return the product of the sizes from that axis on
     * @throws IllegalStateException if one of these sizes is not known
     * @throws ArithmeticException if the product does not fit a long
     */
    public long elementsFrom(int first) {
        if (!isKnownFrom(first)) {
            throw new IllegalStateException("the number of elements of " + this + " is not known");
        }
        long product = 1;
        for (int i = first; i < sizes.length; i++) {
            product = Math.multiplyExact(product, (long) sizes[i]);
        }
        return product;
    }

    /**
     * The same shape with another size of one axis.
     *
     * @param axis the axis; negative counts from the last
     * @param size its size from now on
     * @return the new shape
     */
    public Shape with(int axis, int size) {
        int[] changed = sizes().clone();
        changed[axis(axis)] = size;
        return of(changed);
    }

    /**
     * The same shape with another size of the last axis.
     *
     * @param size the size of the last axis from now on
     * @return the new shape
     */
    public Shape withLast(int size) {
        return with(-1, size);
    }

    /**
     * The shape without one axis.
     *
     * @param axis the axis to leave out; negative counts from the last
     * @return the new shape
     */
    public Shape without(int axis) {
        int gone = axis(axis);
        return new Shape(IntStream.range(0, rank())
                .filter(i -> i != gone)
                .map(i -> sizes[i])
                .toArray());
    }

    /**
     * The axes from one on.
     *
     * @param first the first axis to keep
     * @return the new shape
     */
    public Shape from(int first) {
        return of(Arrays.copyOfRange(sizes(), first, rank()));
    }

    /**
     * This shape with further axes before it.
     *
     * @param leading the sizes to put first
     * @return the new shape
     */
    public Shape after(int... leading) {
        int[] joined = Arrays.copyOf(leading, leading.length + rank());
        System.arraycopy(sizes, 0, joined, leading.length, rank());
        return of(joined);
    }

    /**
     * Whether two shapes can be those of one array: same rank, and same sizes where both are known.
     *
     * @param other the other shape
     * @return true if nothing contradicts
     */
    public boolean agreesWith(Shape other) {
        if (isUnknown() || other.isUnknown()) {
            return true;
        }
        return rank() == other.rank()
                && IntStream.range(0, rank())
                        .allMatch(i -> sizes[i] == other.sizes[i] || sizes[i] == ANY || other.sizes[i] == ANY);
    }

    /**
     * The sizes as a list.
     *
     * @return an unmodifiable list, {@link #ANY} for a size that is not known
     */
    public List<Integer> toList() {
        return Arrays.stream(sizes()).boxed().toList();
    }

    /**
     * The sizes as an array.
     *
     * @return a new array
     */
    public int[] toArray() {
        return sizes().clone();
    }

    private int[] sizes() {
        if (sizes == null) {
            throw new IllegalStateException("the shape is not known");
        }
        return sizes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    /** As Keras prints it, {@code (None, 28, 28, 1)}; {@code (?)} for {@link #UNKNOWN}. */
    @Override
    public String toString() {
        if (sizes == null) {
            return "(?)";
        }
        String joined = Arrays.stream(sizes)
                .mapToObj(size -> size == ANY ? "None" : Integer.toString(size))
                .collect(Collectors.joining(", "));
        return sizes.length == 1 ? "(" + joined + ",)" : "(" + joined + ")";
    }
}
